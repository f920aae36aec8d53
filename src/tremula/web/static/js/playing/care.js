// Keeps a running session company: screen awake, media keys, and a kind pause when the device interrupts.

import { Motion } from "../drivers/motion.js"
import { watchBattery } from "../drivers/power.js"
import { actOfMedia } from "./keys.js"
import { PAUSED_BECAUSE } from "./words.js"

/** @typedef {import("../session.js").SessionRunner} SessionRunner */
/** @typedef {import("../elements/player.js").Player} Player */

const GOING = ["running", "asking"]

export class Care {
  /**
   * @param {Player} player @param {SessionRunner} runner
   * @param {{room: import("../drivers/audio.js").AudioRoom, wake: import("../drivers/wake.js").Wake,
   *   media: import("../drivers/media.js").HeadsetKeys}} drivers
   */
  constructor(player, runner, { room, wake, media }) {
    this.player = player
    this.runner = runner
    this.wake = wake
    this.media = media
    this.room = room
    this.motion = new Motion()
    this.motion.onNod = () => player.act("fine")
    this.motion.onAlive = () => player.toggleAttribute("data-motion", true)
    runner.addEventListener("state", () => this.changed())
    runner.addEventListener("gap", () => this.afterGap())
    room.addEventListener("lost", () => this.pause("sound"))
    // The timers of a hidden page sleep; what sounds keeps the session going, and coming back shows where it is.
    room.addEventListener("beat", () => runner.tick())
    document.addEventListener("visibilitychange", () => runner.tick())
    watchBattery(() => this.pause("battery"))
  }

  changed() {
    const { state } = this.runner.session
    this.motion.listen(state === "asking")
    const going = [...GOING, "settling"].includes(state)
    this.wake.keep(going || state === "paused")
    if (this.runner.over) this.rest()
    else this.media.show(this.now(going))
  }

  rest() {
    this.media.close()
    this.room.rest()
  }

  /** What a locked screen shows: the step, its part, and how far it is. @param {boolean} running */
  now(running) {
    const { segment, session, timeline } = this.runner
    const part = timeline.chapters.find(({ id }) => id === segment.chapter)?.title ?? "Settling"
    return { title: segment.title, part, length: segment.length, position: session.position, running }
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
