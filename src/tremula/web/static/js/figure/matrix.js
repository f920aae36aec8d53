// Vectors and rotations in three dimensions. It knows nothing of bodies or pictures.

/** @typedef {number[]} Vector three numbers: x to the person's left, y up, z to the front */
/** @typedef {number[]} Matrix nine numbers, row by row; the columns are a frame's axes */
/** @typedef {{m: Matrix, o: Vector}} Frame */

const DEGREE = Math.PI / 180

/** @type {Matrix} */
export const UNIT = [1, 0, 0, 0, 1, 0, 0, 0, 1]
/** @type {Frame} */
export const WORLD = { m: UNIT, o: [0, 0, 0] }

/** @param {Vector} a @param {Vector} b @param {number} [k] @returns {Vector} a + k b */
export const add = (a, b, k = 1) => [a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]]
/** @param {Vector} a @param {Vector} b */
export const sub = (a, b) => add(a, b, -1)
/** @param {Vector} a @param {Vector} b */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
/** @param {Vector} a @param {Vector} b @returns {Vector} */
export const cross = (a, b) => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
/** @param {Vector} a */
export const size = (a) => Math.hypot(a[0], a[1], a[2])
/** @param {Vector} a @returns {Vector} */
export const unit = (a) => {
  const length = size(a) || 1
  return [a[0] / length, a[1] / length, a[2] / length]
}
/** What is left of `a` across the unit vector `n`, at length 1. @param {Vector} a @param {Vector} n */
export const across = (a, n) => unit(add(a, n, -dot(a, n)))
/**
 * What lies between two things of a kind: numbers mixed, whatever holds them too; all else is b's.
 * @template T @param {any} a @param {T} b @param {number} t @returns {T}
 */
export const mix = (a, b, t) => {
  if (typeof b === "number") return /** @type {any} */ (a + (b - a) * t)
  if (Array.isArray(b)) return /** @type {any} */ (b.map((x, i) => mix(a[i], x, t)))
  if (!b || typeof b !== "object") return b
  return /** @type {any} */ (
    Object.fromEntries(Object.entries(b).map(([key, x]) => [key, mix(a[key], x, t)]))
  )
}

/** @param {Matrix} m @param {Vector} v @returns {Vector} */
export const apply = (m, [x, y, z]) => [
  m[0] * x + m[1] * y + m[2] * z,
  m[3] * x + m[4] * y + m[5] * z,
  m[6] * x + m[7] * y + m[8] * z,
]
/** @param {Matrix} a @param {Matrix} b @returns {Matrix} */
export const times = (a, b) => {
  const [x, y, z] = [0, 1, 2].map((i) => apply(a, axis(b, i)))
  return columns(x, y, z)
}
/** @param {Matrix} m @param {number} i @returns {Vector} */
export const axis = (m, i) => [m[i], m[i + 3], m[i + 6]]
/** @param {Vector} x @param {Vector} y @param {Vector} z @returns {Matrix} */
export const columns = (x, y, z) => [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]]

/** @param {"x" | "y" | "z"} about @param {number} degrees @returns {Matrix} */
export const turn = (about, degrees) => {
  const c = Math.cos(degrees * DEGREE)
  const s = Math.sin(degrees * DEGREE)
  if (about === "x") return [1, 0, 0, 0, c, -s, 0, s, c]
  return about === "y" ? [c, 0, s, 0, 1, 0, -s, 0, c] : [c, -s, 0, s, c, 0, 0, 0, 1]
}
/** Turns a vector that is square to `n` about it. @param {Vector} v @param {Vector} n @param {number} degrees */
export const spin = (v, n, degrees) =>
  add(
    v.map((x) => x * Math.cos(degrees * DEGREE)),
    cross(n, v),
    Math.sin(degrees * DEGREE),
  )
/** Bend forward, twist to the left, lean to the right. @param {number[]} angles @returns {Matrix} */
export const bend = ([x, y = 0, z = 0]) => times(turn("x", x), times(turn("y", y), turn("z", z)))
/** @param {Frame} frame @param {Vector} v */
export const place = (frame, v) => add(frame.o, apply(frame.m, v))
/** @param {Frame} frame @param {Vector} offset @param {Matrix} m @returns {Frame} */
export const child = (frame, offset, m) => ({ m: times(frame.m, m), o: place(frame, offset) })
/** @param {number} v @param {number} [most] */
export const clamp = (v, most = 1) => Math.min(most, Math.max(0, v))
/** Axes around y, as near to z as they can be. @param {Vector} y @param {Vector} z @returns {Matrix} */
export const around = (y, z) => {
  const front = across(z, y)
  return columns(cross(y, front), y, front)
}
/** A rotation between two, by t. @param {Matrix} a @param {Matrix} b @param {number} t */
export const turnBetween = (a, b, t) =>
  around(unit(mix(axis(a, 1), axis(b, 1), t)), mix(axis(a, 2), axis(b, 2), t))
