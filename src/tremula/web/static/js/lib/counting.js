// Counting one's pulse by hand: half a minute on the clock, then the number doubled. It measures nothing itself.

export const HALF_MINUTE = 30

/** Beats a minute for beats counted in half a minute. @param {string} beats */
export const perMinute = (beats) => String(2 * Math.round(Number(beats)))

/**
 * Tell the seconds that are left, every five of them, and then `done`.
 * @param {(words: string) => void} tell
 * @param {() => void} done
 * @param {(act: () => void, ms: number) => unknown} [later]
 */
export function countDown(tell, done, later = setTimeout) {
  const step = (/** @type {number} */ left) => {
    if (left <= 0) {
      tell("Stop. How many beats did you count?")
      done()
      return
    }
    tell(`Count each beat. ${left} seconds left.`)
    later(() => step(left - 5), 5_000)
  }
  step(HALF_MINUTE)
}
