// One session on this page: wires the runner, the screen, the sound and the care together. It decides no rule.

import { toggleFullScreen } from "../drivers/fullscreen.js"
import { getReadyForOffline } from "../drivers/offline.js"
import { Care } from "./care.js"
import { eventOf } from "./keys.js"
import { Performer } from "./perform.js"
import { SessionScreen } from "./screen.js"
import { SoundDesk } from "./sound-desk.js"
import { Stage } from "./stage.js"
import { lengthOf } from "./view.js"
import { lengthWords, needsOf, OFFLINE, RECORD } from "./words.js"

/** @typedef {import("../session.js").SessionRunner} SessionRunner */
/** @typedef {import("../elements/player.js").Player} Player */

export class Guide {
  /**
   * @param {Player} player @param {import("../opening.js").Opened} opened @param {import("../figure/figure.js").Sheet | null} sheet
   * @param {import("./sound-desk.js").Voices & {wake: import("../drivers/wake.js").Wake,
   *   media: import("../drivers/media.js").HeadsetKeys}} drivers
   */
  constructor(player, { runner, keeper, sync }, sheet, drivers) {
    this.player = player
    this.runner = runner
    this.drivers = drivers
    this.gone = false
    const check = /** @type {import("../elements/sound.js").SoundCheck} */ (player.piece("tremula-sound"))
    const figure = /** @type {SVGSVGElement} */ (player.querySelector(".figure"))
    this.stage = new Stage(figure, sheet, () => runner.clock.now())
    this.screen = new SessionScreen(player, runner.timeline, this.stage)
    this.performer = new Performer(runner, drivers, check.choice)
    this.desk = new SoundDesk(check, drivers, this.performer)
    this.care = new Care(player, runner, drivers)
    drivers.media.onKey = (key) => this.care.pressed(key)
    keeper.addEventListener("unsaved", () => player.tell("notice", RECORD.unsaved))
    sync.addEventListener("conflict", () => player.tell("notice", RECORD.conflict))
    runner.addEventListener("taken", () => this.leave())
  }

  /** Show the ready screen, or where the session stands, and let time pass. */
  begin() {
    const { timeline } = this.runner
    this.player.tell("length", lengthWords(lengthOf(timeline), timeline.chapters.length))
    this.player.list("needs", needsOf(timeline))
    this.player.list("notes", timeline.notes ?? [])
    this.player.piece('[data-piece="notes"]').hidden = !timeline.notes?.length
    this.listen()
    this.runner.begin()
    this.show()
    this.sayWhenReadyOffline()
  }

  async sayWhenReadyOffline() {
    const [ready] = await Promise.all([getReadyForOffline(), this.drivers.clips.loading])
    if (ready) this.player.tell("offline", OFFLINE)
  }

  show() {
    if (!this.gone) this.screen.show(this.runner.session)
  }

  listen() {
    const { player, runner } = this
    runner.addEventListener("tick", () => this.show())
    player.addEventListener("halves", () => this.show())
    player.addEventListener("act", (event) => this.act(/** @type {CustomEvent} */ (event).detail))
    player.addEventListener("do", (event) => this.doOnPage(/** @type {CustomEvent} */ (event).detail))
    document.addEventListener("fullscreenchange", () => this.leftFullScreen())
  }

  /** @param {{name: string, felt?: string}} act */
  act({ name, felt }) {
    const { runner, player } = this
    const event = eventOf(name, runner.session.state)
    if (this.gone) return
    const settlesAlready = event === "stop" && runner.session.state === "settling"
    if (settlesAlready || !runner.allows(event)) return
    this.desk.open()
    this.performer.hush()
    player.panels?.close()
    runner.do(event, { felt })
  }

  /** Stop, asked for from elsewhere. @returns {boolean} whether nothing more is led here but the settling */
  stop() {
    this.player.act("stop")
    return !this.gone && this.runner.session.state === "settling"
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
    if (!full && player.dataset.full === "kept" && ["running", "asking", "paused"].includes(player.state))
      player.act("stop")
    player.dataset.full = full ? "kept" : ""
  }

  /** The session goes on in another tab: nothing of it sounds or acts here. */
  leave() {
    this.performer.hush()
    this.drivers.wake.keep(false)
    this.care.rest()
    this.gone = true
  }
}
