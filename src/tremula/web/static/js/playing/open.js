// temporary
import { clock } from "../drivers/clock.js"
import { ask } from "../lib/api.js"
import { SessionRunner } from "../session.js"
import { uuid7 } from "./uuid.js"
/** @param {any} player @param {() => boolean} sounds */
export async function openSession(player, sounds) {
  const wish = JSON.parse(sessionStorage.getItem("tremula.begin") ?? '{"exercises":[],"dose":"default"}')
  const id = uuid7(clock.wall())
  const { timeline } = await ask("POST", "/api/sessions", { id, ...wish })
  const keeper = /** @type {any} */ ({ keep() {}, remember() {} })
  return new SessionRunner(timeline, { clock, keeper, sounds })
}
