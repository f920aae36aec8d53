// One session on this page: wires the runner, the screen, the sound and the care together. It decides no rule.

import { toggleFullScreen } from "../drivers/fullscreen.js"
import { ask, Refused } from "../lib/api.js"
import { Care } from "./care.js"
import { eventOf } from "./keys.js"
import { Performer } from "./perform.js"
import { Screen } from "./screen.js"
import { Stage } from "./stage.js"
import * as view from "./view.js"
import { lengthWords, needsOf } from "./words.js"

/** @typedef {import("../session.js").SessionRunner} SessionRunner */
/** @typedef {import("../elements/player.js").Player} Player */
/** @typedef {import("../elements/breath.js").BreathPacer} BreathPacer */
/** @typedef {import("../elements/sound.js").SoundCheck} SoundCheck */
/** @typedef {import("../drivers/speech.js").Speech} Speech */
/** @typedef {import("../drivers/chimes.js").Chimes} Chimes */

/** The most that is drawn beyond the runner's last reading of the clock (ms). */
const TICK = 150
const HEARD = "Can you hear this? This is how I will speak to you."

export class Guide {
  /**
   * @param {Player} player @param {SessionRunner} runner @param {Record<string, any>} poses
   * @param {{speech: Speech, chimes: Chimes, wake: import("../drivers/wake.js").Wake,
   *   media: import("../drivers/media.js").MediaKeys}} drivers
   */
  constructor(player, runner, poses, drivers) {
    this.player = player
    this.runner = runner
    this.drivers = drivers
    this.sound = /** @type {SoundCheck} */ (player.piece("tremula-sound"))
    this.breath = /** @type {BreathPacer} */ (player.piece("tremula-breath"))
    const figure = /** @type {SVGSVGElement} */ (player.querySelector(".figure"))
    this.stage = new Stage(
      figure,
      poses,
      () => runner.clock.now(),
      () => this.moveBreath(),
    )
    this.screen = new Screen(player, runner.timeline, this.stage)
    this.performer = new Performer(runner, drivers.speech, drivers.chimes, this.sound.choice)
    this.care = new Care(player, runner, drivers)
    drivers.media.onKey = (key) => this.care.pressed(key)
  }

  /** Show the ready screen, or where the session stands, and let time pass. */
  begin() {
    const { timeline } = this.runner
    this.player.tell("length", lengthWords(view.lengthOf(timeline), timeline.chapters.length))
    this.player.list("needs", needsOf(timeline))
    this.player.list("notes", timeline.notes ?? [])
    this.player.piece('[data-part="notes"]').hidden = !timeline.notes?.length
    this.listen()
    this.offerVoices()
    this.runner.begin()
    this.screen.show(this.runner.session)
  }

  listen() {
    const { player, runner, drivers } = this
    runner.addEventListener("tick", () => this.screen.show(runner.session))
    player.addEventListener("halves", () => this.screen.show(runner.session))
    player.addEventListener("act", (event) => this.act(/** @type {CustomEvent} */ (event).detail))
    player.addEventListener("do", (event) => this.doOnPage(/** @type {CustomEvent} */ (event).detail))
    player.addEventListener("sound-test", () => this.testSound())
    player.addEventListener("sound-choice", () => this.chooseSound())
    drivers.speech.addEventListener("voices", () => this.offerVoices())
    drivers.speech.addEventListener("hung", () => this.offerVoices(true))
    document.addEventListener("fullscreenchange", () => this.leftFullScreen())
  }

  /** @param {string} act */
  act(act) {
    const { runner, player } = this
    const event = eventOf(act, runner.session.state)
    const settlesAlready = event === "stop" && runner.session.state === "settling"
    if (settlesAlready || !runner.allows(event)) return
    if (event === "start" || event === "resume") this.openSound()
    this.performer.hush()
    player.panels?.close()
    runner.do(event)
  }

  /** Sound needs a click or a key, so it is opened on the first one that matters. */
  openSound() {
    this.drivers.media.listen()
    return this.drivers.chimes.open()
  }

  async testSound() {
    await this.openSound()
    this.drivers.chimes.play("bell")
    this.drivers.speech.cancel()
    if (this.sound.choice.talk !== "chimes") this.drivers.speech.say(HEARD)
  }

  async chooseSound() {
    const { volume, talk, voice } = this.sound.choice
    this.performer.choose(this.sound.choice)
    // Without a server the choice holds for this page only.
    await ask("PUT", "/api/settings", { volume, talk, voice }).catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
  }

  offerVoices(hung = false) {
    this.sound.offer(this.drivers.speech.voices(), hung)
  }

  /** @param {string} wish */
  doOnPage(wish) {
    if (wish !== "fullscreen") return
    this.player.dataset.full = ""
    toggleFullScreen()
  }

  /** Browsers keep Escape for themselves in full screen: leaving it that way is pressing Escape. */
  leftFullScreen() {
    const { player } = this
    const full = document.fullscreenElement !== null
    if (!full && player.dataset.full === "kept" && ["running", "asking"].includes(player.state))
      player.act("stop")
    player.dataset.full = full ? "kept" : ""
  }

  /** @returns {boolean} whether a breath is being shown */
  moveBreath() {
    const { session, timeline, clock, gaps } = this.runner
    const position = session.position + Math.min(TICK, clock.now() - gaps.now)
    const breath = view.breathOf(timeline, { ...session, position })
    this.breath.show(breath)
    return breath !== null
  }
}
