// The one clock of the page. Tests replace it as a whole by setting window.__tremulaClock before the page loads.

/**
 * @typedef {object} Clock
 * @property {() => number} now Monotonic milliseconds; may stand still while the computer sleeps.
 * @property {() => number} wall Milliseconds since 1970; people and networks may set it back or forth.
 * @property {(callback: () => void, ms: number) => () => void} every Call again and again; returns how to stop.
 * @property {(callback: () => void, ms: number) => () => void} after Call once; returns how to forget it.
 */

/** @type {Clock} */
const real = {
  now: () => performance.now(),
  wall: () => Date.now(),
  every(callback, ms) {
    const timer = setInterval(callback, ms)
    return () => clearInterval(timer)
  },
  after(callback, ms) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** @type {Clock} */
export const clock = /** @type {{__tremulaClock?: Clock}} */ (globalThis).__tremulaClock ?? real
