// The session machine: what every event does, and what then falls due. Twin of core/session/machine.py.
// It knows no page, no clock and no sound; both twins pass every case in conformance/session/.

import { Acts } from "./acts.js"
import { IllegalEvent, TRANSITIONS, WALKING } from "./state.js"

/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").Effect} Effect */

/**
 * Apply one event at clock reading `at` (ms since the begin); return the session and what falls due.
 * Time never runs backwards: an earlier reading counts as the last one.
 * @param {Session} session
 * @param {string} event
 * @param {number} at
 * @param {Timeline} timeline
 * @param {number} [lost] of a gap: the ms before `at` in which nobody ticked
 * @returns {[Session, Effect[]]}
 * @throws {IllegalEvent} for what the table or the segment forbids
 */
export function step(session, event, at, timeline, lost = 0) {
  if (!Object.hasOwn(TRANSITIONS[session.state], event)) throw new IllegalEvent(session.state, event)
  const walk = new Acts(session, timeline)
  if (event === "gap") {
    walk.gap(at, Math.max(lost, 0))
  } else {
    walk.advance(Math.max(at, session.at))
    if (event !== "tick") walk.act(event)
  }
  return [walk.session, walk.effects]
}

/**
 * The reading at which state or segment changes next when nobody acts; null while nothing can.
 * @param {Session} session
 * @param {Timeline} timeline
 */
export function nextChange(session, timeline) {
  if (!WALKING.includes(session.state)) return null
  return session.at + new Acts(session, timeline).nearestBoundary()[0]
}

/**
 * Would this event be allowed now?
 * @param {Session} session
 * @param {string} event
 * @param {Timeline} timeline
 */
export function isAllowed(session, event, timeline) {
  try {
    step(session, event, session.at, timeline)
    return true
  } catch (error) {
    if (error instanceof IllegalEvent) return false
    throw error
  }
}
