// The player's page: finds or makes its session, then hands it to the guide. It plays nothing itself.

import "./elements/progress.js"
import "./elements/breath.js"
import "./elements/chapters.js"
import "./elements/halves.js"
import "./elements/sound.js"
import "./elements/player.js"
import { AudioRoom } from "./drivers/audio.js"
import { Chimes } from "./drivers/chimes.js"
import { Clips } from "./drivers/clips.js"
import { clock } from "./drivers/clock.js"
import { canFillScreen } from "./drivers/fullscreen.js"
import { HeadsetKeys } from "./drivers/media.js"
import { Speech } from "./drivers/speech.js"
import { stopFromElsewhere, stopThere } from "./drivers/tabs.js"
import { Wake } from "./drivers/wake.js"
import { Refused } from "./lib/api.js"
import { lookOf } from "./lib/look.js"
import { Elsewhere, openSession } from "./opening.js"
import { Guide } from "./playing/guide.js"
import { forgetWish, takeOverNextTime, wishedSession } from "./playing/wish.js"

const player = /** @type {import("./elements/player.js").Player} */ (document.querySelector("tremula-player"))
const room = new AudioRoom()
const drivers = {
  room,
  clips: new Clips(room),
  speech: new Speech({ after: (ms, callback) => clock.after(callback, ms) }),
  chimes: new Chimes(room),
  wake: new Wake(),
  media: new HeadsetKeys(() => {}),
}

const STOPPED = "Stopped. The session settles in the other tab or window; you can bring it here."
const NO_ANSWER = "The other tab or window does not answer. Bring the session here, then press Stop."

async function openPlayer() {
  player.clock = clock
  player.piece('[data-do="fullscreen"]').hidden = !canFillScreen()
  const wish = { ...wishedSession(), sounds: () => room.ranOn() }
  const opened = await openSession(wish)
  const sheet = await readPoses(opened.runner.timeline)
  forgetWish(opened.id)
  player.piece('[data-piece="record"]').setAttribute("href", `/history/${opened.id}`)
  player.piece('[data-piece="rate"]').setAttribute("href", `/after/${opened.id}`)
  opened.runner.addEventListener("taken", () => elsewhere(opened.id))
  const guide = new Guide(player, opened, sheet, drivers)
  guide.begin()
  stopFromElsewhere(opened.id, () => guide.stop())
}

/**
 * Without the figure a session is led by words alone.
 * @param {import("./engine/types.js").Timeline} timeline
 * @returns {Promise<import("./figure/figure.js").Sheet | null>}
 */
async function readPoses({ segments, branches }) {
  const cues = [segments, ...Object.values(branches)].flat().flatMap((segment) => segment.cues)
  const ids = [...new Set(cues.flatMap((cue) => cue.pose ?? []))]
  const wanted = new URLSearchParams({ ids: ids.join(), ...lookOf() })
  const answer = await fetch(`/api/poses?${wanted}`).catch(() => null)
  return answer?.ok ? answer.json() : null
}

/** Another tab has the session: say so, and offer to bring it here. @param {string} id */
function elsewhere(id) {
  player.dataset.state = "loading"
  player.tell(
    "waiting",
    "This session is open in another tab or window. You can go on there, or bring it here.",
  )
  const button = player.piece('[data-do="take-over"]')
  button.hidden = false
  button.onclick = () => takeOverNextTime(id)
  letStop(id)
}

/** Whoever is frightened does not look for the right tab first. @param {string} id */
function letStop(id) {
  const stop = player.piece('[data-do="stop-there"]')
  const stopNow = async () => player.tell("waiting", (await stopThere(id)) ? STOPPED : NO_ANSWER)
  stop.hidden = false
  stop.onclick = stopNow
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && player.state === "loading") stopNow()
  })
}

openPlayer().catch((error) => {
  if (error instanceof Elsewhere) return elsewhere(error.id)
  player.tell(
    "waiting",
    error instanceof Refused ? error.message : "The session could not be opened. Please try again.",
  )
  if (!(error instanceof Refused)) throw error
})
