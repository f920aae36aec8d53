// A fine, irregular shaking as small angles over time: the same seed shakes the same. It knows no body.

const BEATS = [5.3, 7.1, 8.6]
const MOST = [0.5, 1.3, 1.3]
const ROUND = 2 * Math.PI

/** @param {number} now ms @param {number} strength 0 to 1 @param {number} seed @returns {number[]} degrees: pelvis, left thigh, right thigh */
export const tremor = (now, strength, seed) =>
  MOST.map((most, part) => {
    const [turns, own] = [(ROUND * now) / 1000, seed + 11 * part]
    const beats = BEATS.map((hertz, i) => Math.sin(hertz * turns + own * (i + 1.7)) / BEATS.length)
    return strength * most * (0.7 + 0.3 * Math.sin(0.21 * turns + own)) * beats.reduce((a, b) => a + b)
  })
