// Plays a record again and gives the session it tells. Twin of replay in core/session/record.py; it keeps nothing.

import { step } from "./machine.js"
import { IllegalEvent, READY, TRANSITIONS } from "./state.js"

/** @typedef {import("./types.js").RecordedEvent} RecordedEvent */

const INPUTS = new Set(Object.values(TRANSITIONS).flatMap((row) => Object.keys(row)))
INPUTS.delete("tick")

/**
 * What happened by itself is derived again, so it counts as a tick; what could not happen changes nothing.
 * @param {import("./types.js").Timeline} timeline
 * @param {RecordedEvent[]} events in order of `at`
 * @returns {import("./types.js").Session}
 */
export function replay(timeline, events) {
  let session = READY
  for (const { kind, at, body } of events) {
    const event = INPUTS.has(kind) && body.by !== "itself" ? kind : "tick"
    const lost = event === "gap" && Number.isSafeInteger(body.lost) ? Number(body.lost) : 0
    try {
      session = step(session, event, at, timeline, lost)[0]
    } catch (error) {
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
  return session
}
