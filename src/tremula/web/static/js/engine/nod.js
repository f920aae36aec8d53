// A nod of the phone: tipped clearly to one side and back, while it is otherwise still. It answers a check-in, so
// it would rather miss a nod than take the shaking for one. Pure: readings in, one answer out.

/** Time constant of the two low passes (s): a shake of 4 Hz and more is nearly gone, a nod remains. */
const SMOOTH = 0.16
/** Tipped: at least so far from where it lay, and back: at most so far (degrees). */
const TIPPED = 40
const RETURNED = 18
/** A nod takes so long, from leaving to being back (ms). */
const SHORTEST = 250
const LONGEST = 2_500
/** Time constant of the two high passes (s) that leave the shake and take the nod away. */
const SHARP = 0.04
/** It lay so long before (ms): moving to and fro is not nodding. */
const LAY = 800
/** What the last second may shake at most (m/s², root mean square). */
const STILL = 1
const LOOK_BACK = 1_000
/** A longer silence of the sensor begins anew (ms). */
const HOLE = 400

/** @typedef {[number, number, number]} Triple m/s², gravity included */

export class Nod {
  /** @type {Triple | null} */ once = null
  /** @type {Triple | null} */ twice = null
  /** @type {Triple | null} */ rest = null
  /** @type {Triple} */ slow = [0, 0, 0]
  /** @type {Triple} */ slower = [0, 0, 0]
  /** @type {{at: number, shook: number}[]} */ shaken = []
  begun = 0
  back = 0
  left = 0
  tipped = false
  at = 0

  /** Take the next reading for where the phone lies. */
  forget() {
    this.once = null
    this.rest = null
    this.slower = [0, 0, 0]
    this.shaken = []
    this.tipped = false
  }

  /** @param {number} at ms @param {Triple} reading @returns {boolean} a nod ended with this reading */
  read(at, reading) {
    if (this.once === null || this.twice === null || at - this.at > HOLE) return this.start(at, reading)
    const passed = (at - this.at) / 1000
    const share = 1 - Math.exp(-passed / SMOOTH)
    this.at = at
    this.once = toward(this.once, reading, share)
    this.twice = toward(this.twice, this.once, share)
    this.shaken = this.shaken.filter((one) => at - one.at < LOOK_BACK)
    this.shaken.push({ at, shook: this.shakeOf(reading, 1 - Math.exp(-passed / SHARP)) })
    if (this.rest === null) {
      if (at - this.begun >= LOOK_BACK / 2) this.lieDown(at)
      return false
    }
    return this.judge(at, angle(this.twice, this.rest))
  }

  /** @param {number} at @param {Triple} reading */
  start(at, reading) {
    this.forget()
    this.once = this.twice = this.slow = reading
    this.begun = this.at = at
    return false
  }

  /** What two high passes leave of a reading. @param {Triple} reading @param {number} share */
  shakeOf(reading, share) {
    this.slow = toward(this.slow, reading, share)
    const sharp = minus(reading, this.slow)
    this.slower = toward(this.slower, sharp, share)
    return Math.hypot(...minus(sharp, this.slower))
  }

  /** @param {number} at @param {number} degrees away from where it lay */
  judge(at, degrees) {
    if (degrees < RETURNED) return this.isBack(at)
    if (degrees >= TIPPED) this.tipped = true
    if (at - this.left > LONGEST) this.lieDown(at)
    return false
  }

  /** @param {number} at */
  isBack(at) {
    const took = at - this.left
    const nodded = this.tipped && took >= SHORTEST && this.left - this.back >= LAY && this.isStill()
    if (took >= SHORTEST) this.back = at
    this.left = at
    this.tipped = false
    return nodded
  }

  /** It stays where it is now. @param {number} at */
  lieDown(at) {
    this.rest = this.twice
    this.left = this.back = at
    this.tipped = false
  }

  isStill() {
    const sum = this.shaken.reduce((total, { shook }) => total + shook ** 2, 0)
    return Math.sqrt(sum / this.shaken.length) < STILL
  }
}

/** @param {Triple} a @param {Triple} b @param {number} share @returns {Triple} */
const toward = (a, b, share) => /** @type {Triple} */ (a.map((value, i) => value + share * (b[i] - value)))

/** @param {Triple} a @param {Triple} b @returns {Triple} */
const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

/** @param {Triple} a @param {Triple} b degrees between two directions; 180 when one has none */
function angle(a, b) {
  const size = Math.hypot(...a) * Math.hypot(...b)
  const cosine = size ? (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / size : -1
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI
}
