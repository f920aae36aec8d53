// Lets a session be heard: words by the voice, tones set ahead on the audio clock. It never holds the session up.

import { tonesOf, wordsOf } from "./sounds.js"

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../session.js").SessionRunner} SessionRunner */
/** @typedef {import("../drivers/speech.js").Speech} Speech */
/** @typedef {import("../drivers/chimes.js").Chimes} Chimes */
/** @typedef {import("../elements/sound.js").SoundChoice} SoundChoice */

/** Tones are laid out this far ahead (ms): a hidden tab ticks only once a second. */
const AHEAD = 1_600
/** A tone that comes later than this is left out (ms). */
const TOO_LATE = 400
/** After silence the sound is lowered. */
const LOWERED = 0.6

export class Performer {
  /** @param {SessionRunner} runner @param {Speech} speech @param {Chimes} chimes @param {SoundChoice} choice */
  constructor(runner, speech, chimes, choice) {
    this.runner = runner
    this.speech = speech
    this.chimes = chimes
    /** @type {Map<Cue, () => void>} */ this.laid = new Map()
    /** @type {Set<string>} */ this.said = new Set()
    this.visit = ""
    this.choice = choice
    this.choose(choice)
    runner.addEventListener("state", (event) => this.changed(/** @type {CustomEvent} */ (event).detail))
    runner.addEventListener("cue", (event) => this.perform(/** @type {CustomEvent} */ (event).detail))
    runner.addEventListener("tick", () => this.layAhead())
  }

  /** @param {SoundChoice} choice */
  choose(choice) {
    this.choice = choice
    this.speech.preferred = choice.voice
    this.speech.rate = choice.rate
    this.setVolume()
  }

  setVolume() {
    const { state, ending } = this.runner.session
    const lowered = state === "settling" && ending === "silent" ? LOWERED : 1
    this.speech.volume = this.choice.volume * lowered
    this.chimes.volume = this.choice.volume * lowered
  }

  /** @param {{before: {path: string}, session: {path: string, state: string}}} change */
  changed({ before, session }) {
    const goesOn = ["running", "asking", "settling"].includes(session.state)
    if (!goesOn || before.path !== session.path) this.hush()
    this.setVolume()
  }

  /** Be silent at once: nothing that was said or laid ahead is heard any more. */
  hush() {
    this.speech.cancel()
    for (const takeBack of this.laid.values()) takeBack()
    this.laid.clear()
  }

  layAhead() {
    const { session } = this.runner
    if (!["running", "asking", "settling"].includes(session.state) || !this.chimes.sounds) return
    this.chimes.read()
    // The clock was read a little earlier than now.
    const since = this.runner.clock.now() - this.runner.gaps.now
    for (const { cue, at } of this.runner.upcoming(AHEAD)) {
      if (cue && !this.laid.has(cue)) this.laid.set(cue, this.play(cue, at - session.at - since))
    }
  }

  /** @param {{cue: Cue, late: number}} due */
  perform({ cue, late }) {
    if (!this.laid.delete(cue) && late < TOO_LATE) this.play(cue, 0)
    const visit = String(this.runner.session.visit)
    if (visit !== this.visit) this.said.clear()
    this.visit = visit
    const words = wordsOf(cue, this.choice.talk, this.said)
    if (words) this.speech.say(words, visit, !!cue.loud)
  }

  /** @param {Cue} cue @param {number} inMs @returns {() => void} takes it back */
  play(cue, inMs) {
    const spoken = this.choice.talk !== "chimes" && this.speech.works
    const checkIn =
      cue === this.runner.timeline.check_in?.question || cue === this.runner.timeline.check_in?.again
    const tones = tonesOf(cue, spoken, checkIn).map(([tone, after]) => this.chimes.play(tone, inMs + after))
    return () => {
      for (const takeBack of tones) takeBack()
    }
  }
}
