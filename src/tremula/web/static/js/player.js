// The player's page: finds or makes its session, then hands it to the guide. It plays nothing itself.

import "./elements/progress.js"
import "./elements/breath.js"
import "./elements/chapters.js"
import "./elements/halves.js"
import "./elements/sound.js"
import "./elements/player.js"
import { Chimes } from "./drivers/chimes.js"
import { clock } from "./drivers/clock.js"
import { canFillScreen } from "./drivers/fullscreen.js"
import { MediaKeys } from "./drivers/media.js"
import { Speech } from "./drivers/speech.js"
import { Wake } from "./drivers/wake.js"
import { Guide } from "./playing/guide.js"
import { openSession } from "./playing/open.js"

const player = /** @type {import("./elements/player.js").Player} */ (document.querySelector("tremula-player"))
const drivers = {
  speech: new Speech({ after: (ms, callback) => clock.after(callback, ms) }),
  chimes: new Chimes(),
  wake: new Wake(),
  media: new MediaKeys(() => {}),
}

async function open() {
  player.clock = clock
  player.piece('[data-do="fullscreen"]').hidden = !canFillScreen()
  const [runner, poses] = await Promise.all([openSession(player, () => drivers.chimes.sounds), readPoses()])
  new Guide(player, runner, poses, drivers).begin()
}

async function readPoses() {
  const answer = await fetch("/api/poses")
  return (await answer.json()).poses
}

open().catch((error) => {
  player.tell("waiting", `${error.message}`)
  if (!("code" in error)) throw error
})
