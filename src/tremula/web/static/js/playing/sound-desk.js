// The sound of this page as the person sets it: tried, chosen, kept. It plays no session.

import { ask, Refused } from "../lib/api.js"
import { voiceNotice } from "./words.js"

/** @typedef {import("../elements/sound.js").SoundCheck} SoundCheck */
/**
 * @typedef {object} Voices
 * @property {import("../drivers/audio.js").AudioRoom} room
 * @property {import("../drivers/clips.js").Clips} clips
 * @property {import("../drivers/speech.js").Speech} speech
 * @property {import("../drivers/chimes.js").Chimes} chimes
 */

const HEARD = "Can you hear this? This is how I will speak to you."

export class SoundDesk {
  /**
   * @param {SoundCheck} check
   * @param {Voices & {media: import("../drivers/media.js").HeadsetKeys}} drivers
   * @param {import("./perform.js").Performer} performer
   */
  constructor(check, { room, clips, speech, chimes, media }, performer) {
    this.check = check
    this.room = room
    this.clips = clips
    this.speech = speech
    this.chimes = chimes
    this.media = media
    this.performer = performer
    this.hung = false
    check.addEventListener("sound-test", () => this.test())
    check.addEventListener("sound-choice", () => this.choose())
    clips.addEventListener("loaded", () => this.offer())
    speech.addEventListener("voices", () => this.offer())
    speech.addEventListener("hung", () => {
      this.hung = true
      this.offer()
    })
    this.load()
    this.offer()
  }

  /** Sound needs a click or a key, so it is opened on the first one that matters. */
  open() {
    this.media.listen()
    return this.room.open()
  }

  /** Get the clips of who speaks; nobody recorded speaks when the device shall. */
  load() {
    const { speaker, speakers } = this.check.choice
    const one = speakers.find((each) => each.speaker === speaker) ?? speakers[0]
    return this.clips.use(speaker === "device" ? undefined : one, this.performer.texts)
  }

  /** What will be heard: the session's own first words, by whoever says them. */
  async test() {
    await this.open()
    this.performer.hush()
    this.chimes.play("bell")
    if (this.check.choice.talk === "chimes") return
    const first = this.performer.any.find((text) => this.clips.has(text))
    if (first) this.clips.play(first, 0)
    else this.speech.say(HEARD)
  }

  async choose() {
    const { volume, talk, voice, speaker } = this.check.choice
    this.performer.choose(this.check.choice)
    this.load()
    // Without a server the choice holds for this page only.
    await ask("PUT", "/api/settings", { volume, talk, voice, speaker }).catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
  }

  offer() {
    const { clips, speech, check } = this
    const voices = speech.voices()
    const notice = voiceNotice(clips, check.choice, this.hung ? "hung" : voices.length ? "speaks" : "none")
    check.offer(voices, notice)
  }
}
