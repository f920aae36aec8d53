// Keeps a running session company: screen awake, media keys, and a kind pause when the device interrupts.

import { watchBattery } from "../drivers/power.js"
import { actOfMedia } from "./keys.js"
import { PAUSED_BECAUSE } from "./words.js"

/** @typedef {import("../session.js").SessionRunner} SessionRunner */
/** @typedef {import("../elements/player.js").Player} Player */

const GOING = ["running", "asking"]

export class Care {
  /**
   * @param {Player} player @param {SessionRunner} runner
   * @param {{chimes: import("../drivers/chimes.js").Chimes, wake: import("../drivers/wake.js").Wake,
   *   media: import("../drivers/media.js").HeadsetKeys}} drivers
   */
  constructor(player, runner, { chimes, wake, media }) {
    this.player = player
    this.runner = runner
    this.wake = wake
    this.media = media
    runner.addEventListener("state", () => this.changed())
    runner.addEventListener("gap", () => this.afterGap())
    chimes.addEventListener("lost", () => this.pause("sound"))
    watchBattery(() => this.pause("battery"))
  }

  changed() {
    const { state } = this.runner.session
    const going = [...GOING, "settling"].includes(state)
    this.wake.keep(going || state === "paused")
    if (this.runner.over) this.media.close()
    else this.media.show(this.runner.segment.title, going)
  }

  /** Pause for the person, and say why. @param {keyof typeof PAUSED_BECAUSE} because */
  pause(because) {
    if (!GOING.includes(this.runner.session.state)) return
    if (this.runner.do("pause", { by: "device" })) this.player.tell("notice", PAUSED_BECAUSE[because])
  }

  afterGap() {
    if (this.runner.session.state === "paused") this.player.tell("notice", PAUSED_BECAUSE.gap)
  }

  /** @param {import("../drivers/media.js").MediaKey} key */
  pressed(key) {
    const { state } = this.runner.session
    const act = actOfMedia(key, state, !!this.runner.segment.tremor)
    if (act) this.player.act(act)
  }
}
