// A fine, irregular shaking as small angles over time: the same seed shakes the same. It knows no body.

const BEATS = [5.3, 7.1, 8.6]
const WAVE = 0.21
const MOST = { pelvis: 0.5, thigh: 1.3 }

/** @param {number} seconds @param {number} seed @returns {number} -1 to 1 */
const shaking = (seconds, seed) => {
  const swell = 0.7 + 0.3 * Math.sin(2 * Math.PI * WAVE * seconds + seed)
  const beats = BEATS.map((hertz, i) => Math.sin(2 * Math.PI * hertz * seconds + seed * (i + 1.7)))
  return (swell * beats.reduce((a, b) => a + b)) / BEATS.length
}

/** @param {number} now ms @param {number} strength 0 to 1 @param {number} seed @returns {number[]} degrees: pelvis, left thigh, right thigh */
export const tremor = (now, strength, seed) => [
  strength * MOST.pelvis * shaking(now / 1000, seed),
  strength * MOST.thigh * shaking(now / 1000, seed + 11),
  strength * MOST.thigh * shaking(now / 1000, seed + 23),
]
