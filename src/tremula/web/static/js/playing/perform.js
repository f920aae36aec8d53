// Lets a session be heard and felt: words and tones are set ahead on the audio clock. It never holds the session up.

import { vibrate } from "../drivers/vibration.js"
import { Laid } from "./laid.js"
import { feltAs, tonesOf, wordsAfter } from "./sounds.js"
import { cuesSaid } from "./talk.js"

/** @typedef {import("../engine/types.js").Cue} Cue */
/** @typedef {import("../session.js").SessionRunner} SessionRunner */
/** @typedef {import("../elements/sound.js").SoundChoice} SoundChoice */
/** @typedef {import("./sound-desk.js").Voices} Voices */

/** Sound is set this far ahead (ms); in a hidden page, whose timers may wake only once a minute, further. */
const AHEAD = 2_500
const AHEAD_HIDDEN = 65_000
/** What comes within this time is decoded, looked for once a second (ms). */
const DECODED_AHEAD = 30_000
/** A tone that comes later than this is left out (ms). */
const TOO_LATE = 400
/** The two clocks may differ by this much more or less (s) before sound is set anew. */
const SLIPPED = 0.008
/** After silence the sound is lowered. */
const LOWERED = 0.6
const HEARING = ["running", "asking", "settling"]

export class Performer {
  /** @param {SessionRunner} runner @param {Voices} voices @param {SoundChoice} choice */
  constructor(runner, voices, choice) {
    this.runner = runner
    this.voices = voices
    this.laid = new Laid()
    this.looked = Number.NEGATIVE_INFINITY
    this.ahead = 0
    const { check_in, branches, ready, segments } = runner.timeline
    /** @type {(Cue | undefined)[]} */ this.questions = [check_in?.question, check_in?.again]
    this.stops = Object.values(branches).map(([first]) => first?.cues[0])
    const first = segments[0]?.cues[0]
    this.any = [first, ready, ...this.questions, ...this.stops].flatMap((cue) =>
      cue?.text ? [cue.text] : [],
    )
    this.choice = choice
    this.said = cuesSaid(runner.timeline, choice.talk)
    this.choose(choice)
    voices.clips.addEventListener("loaded", () => this.decodeAhead())
    runner.addEventListener("state", (event) => this.changed(/** @type {CustomEvent} */ (event).detail))
    runner.addEventListener("cue", (event) => this.perform(/** @type {CustomEvent} */ (event).detail))
    runner.addEventListener("tick", (event) => this.passed(/** @type {CustomEvent} */ (event).detail))
  }

  /** Every text that may be said, once each. */
  get texts() {
    return [...new Set([...cuesSaid(this.runner.timeline, "full")].map(({ text }) => text ?? ""))]
  }

  /** @param {SoundChoice} choice */
  choose(choice) {
    this.choice = choice
    this.said = cuesSaid(this.runner.timeline, choice.talk)
    this.voices.speech.preferred = choice.voice
    this.voices.speech.rate = choice.rate
    this.laid.takeBack()
    this.setVolume()
  }

  setVolume() {
    const { state, ending } = this.runner.session
    const volume = this.choice.volume * (state === "settling" && ending === "silent" ? LOWERED : 1)
    for (const one of [this.voices.speech, this.voices.room]) one.volume = volume
  }

  /** @param {{before: {path: string}, session: {path: string, state: string}}} change */
  changed({ before, session }) {
    if (!HEARING.includes(session.state)) this.hush()
    else if (before.path !== session.path) this.voices.speech.cancel()
    this.setVolume()
  }

  /** Be silent at once: nothing that was said or laid ahead is heard any more. */
  hush() {
    this.voices.speech.cancel()
    this.voices.clips.hush()
    this.laid.takeBack()
  }

  /** Looking ahead costs more than all else that a quiet moment asks for. @param {{quiet: boolean}} tick */
  passed({ quiet }) {
    const { runner, voices } = this
    if (!HEARING.includes(runner.session.state) || !voices.room.sounds) return
    voices.room.read()
    const now = runner.clock.now()
    if (this.keepsPace() && quiet && !this.laid.isOld(now)) return
    if (now - this.looked >= 1_000) this.decodeAhead()
    this.layAhead(now)
  }

  /** @param {number} now */
  layAhead(now) {
    const { runner, laid } = this
    const soon = runner.upcoming(document.hidden ? AHEAD_HIDDEN : AHEAD)
    const due = new Map(soon.flatMap(({ cue, at }) => (cue ? [[cue, at]] : [])))
    const read = runner.session.at + now - runner.gaps.now
    laid.renew(due, now, (cue, at) => this.lay(cue, at - read))
  }

  /** A busy device loses moments of sound: what was set ahead by the old relation of the clocks is set anew. */
  keepsPace() {
    const { ahead } = this.voices.room
    if (Math.abs(ahead - this.ahead) < SLIPPED) return true
    this.ahead = ahead
    this.laid.takeBack()
    return false
  }

  decodeAhead() {
    this.looked = this.runner.clock.now()
    const soon = this.runner.upcoming(document.hidden ? AHEAD_HIDDEN : DECODED_AHEAD)
    const cues = soon.flatMap(({ cue }) => (cue && this.said.has(cue) ? [cue] : []))
    this.voices.clips.decodeOnly(new Set([...this.any, ...cues.map(({ text }) => text ?? "")]))
  }

  /** @param {{cue: Cue, late: number}} due */
  perform({ cue, late }) {
    const { clips, speech } = this.voices
    if (!this.laid.cues.delete(cue)) this.lay(cue, 0, late)
    const text = this.textOf(cue)
    if (text && !clips.has(text)) speech.say(text, String(this.runner.session.visit), !!cue.loud)
    const [checkIn, stops] = [this.questions, this.stops].map((cues) => cues.includes(cue))
    vibrate(feltAs(cue, this.choice.vibration, { checkIn, stops }))
  }

  /** What a voice says of a cue. @param {Cue} cue */
  textOf = (cue) => (this.said.has(cue) && cue.text) || ""

  /** @param {Cue} cue @param {number} inMs @param {number} [late] @returns {() => void} takes it back */
  lay(cue, inMs, late = 0) {
    const { clips, speech, chimes } = this.voices
    const [text, checkIn] = [this.textOf(cue), this.questions.includes(cue)]
    const heard = clips.has(text) || speech.works
    const unsaid = this.choice.talk === "chimes" || !heard ? "unheard" : "left-out"
    const tones = late > TOO_LATE ? [] : tonesOf(cue, text && heard ? "said" : unsaid, checkIn)
    const laid = tones.map(([tone, after]) => chimes.play(tone, inMs + after))
    if (clips.has(text)) laid.push(clips.play(text, inMs + wordsAfter(cue, checkIn), !!cue.loud))
    return () => {
      for (const silence of laid) silence()
    }
  }
}
