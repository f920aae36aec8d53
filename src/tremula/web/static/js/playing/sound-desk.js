// The sound of this page as the person sets it: tried, chosen, kept. It plays no session.

import { ask, Refused } from "../lib/api.js"

/** @typedef {import("../elements/sound.js").SoundCheck} SoundCheck */
/** @typedef {import("../drivers/speech.js").Speech} Speech */
/** @typedef {import("../drivers/chimes.js").Chimes} Chimes */

const HEARD = "Can you hear this? This is how I will speak to you."

export class SoundDesk {
  /**
   * @param {SoundCheck} check
   * @param {{speech: Speech, chimes: Chimes, media: import("../drivers/media.js").HeadsetKeys}} drivers
   * @param {import("./perform.js").Performer} performer
   */
  constructor(check, { speech, chimes, media }, performer) {
    this.check = check
    this.speech = speech
    this.chimes = chimes
    this.media = media
    this.performer = performer
    check.addEventListener("sound-test", () => this.test())
    check.addEventListener("sound-choice", () => this.choose())
    speech.addEventListener("voices", () => this.offer())
    speech.addEventListener("hung", () => this.offer(true))
    this.offer()
  }

  /** Sound needs a click or a key, so it is opened on the first one that matters. */
  open() {
    this.media.listen()
    return this.chimes.open()
  }

  async test() {
    await this.open()
    this.chimes.play("bell")
    this.speech.cancel()
    if (this.check.choice.talk !== "chimes") this.speech.say(HEARD)
  }

  async choose() {
    const { volume, talk, voice } = this.check.choice
    this.performer.choose(this.check.choice)
    // Without a server the choice holds for this page only.
    await ask("PUT", "/api/settings", { volume, talk, voice }).catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
  }

  offer(hung = false) {
    this.check.offer(this.speech.voices(), hung)
  }
}
