// The outline around circles, as an SVG path. It knows only numbers on the sheet.

/** @typedef {number[]} Circle x, y, radius on the sheet */

/** Directions around: fewer where nobody could see the corners. @param {number} count */
const ring = (count) =>
  Array.from({ length: count }, (_, i) => {
    const angle = 2 * Math.PI * (i / count)
    return [Math.cos(angle), Math.sin(angle)]
  })
const [FEW, MANY] = [12, 24].map(ring)
const FINE = 4

/** @param {number[]} o @param {number[]} a @param {number[]} b */
const bends = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

/** @param {number[][]} points sorted by x @returns {number[][]} one side of the hull, without its last point */
const chain = (points) => {
  /** @type {number[][]} */
  const kept = []
  for (const point of points) {
    while (kept.length > 1 && bends(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) kept.pop()
    kept.push(point)
  }
  return kept.slice(0, -1)
}

/** The convex hull of points. @param {number[][]} points @returns {number[][]} */
export const hull = (points) => {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return [...chain(sorted), ...chain(sorted.reverse())]
}

/** To a tenth, as a path writes it; quicker than `toFixed`. @param {number} value */
const tenth = (value) => Math.round(value * 10) / 10

/** @param {number[][]} points */
export const polygon = (points) => {
  let path = ""
  for (const [x, y] of points) path += `${path ? "L" : "M"}${tenth(x)},${tenth(y)}`
  return `${path}Z`
}

/** Where the line that touches two circles from outside meets them, on the way from a to b. @param {Circle} a @param {Circle} b */
const tangent = ([x, y, r], [u, v, q]) => {
  const [dx, dy] = [u - x, v - y]
  const angle = Math.atan2(dy, dx) - Math.acos(Math.max(-1, Math.min(1, (r - q) / Math.hypot(dx, dy))))
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [
    [x + r * c, y + r * s],
    [u + q * c, v + q * s],
  ]
}

/** Which circle reaches farthest in a direction. @param {Circle[]} circles @param {number[]} direction */
const farthest = (circles, [c, s]) => {
  let [most, found] = [Number.NEGATIVE_INFINITY, 0]
  for (let i = 0; i < circles.length; i++) {
    const reach = circles[i][0] * c + circles[i][1] * s + circles[i][2]
    if (reach > most) [most, found] = [reach, i]
  }
  return circles[found]
}

/** The path around circles, as a rubber band would lie: once around, from circle to circle. @param {Circle[]} circles */
export const outline = (circles) => {
  if (!circles.some(([, , r]) => r)) return polygon(hull(circles))
  const ring = circles.some(([, , r]) => r >= FINE) ? MANY : FEW
  let last = farthest(circles, ring[ring.length - 1])
  /** @type {number[][]} */
  const points = []
  for (const direction of ring) {
    const next = farthest(circles, direction)
    if (next !== last) points.push(...tangent(last, next))
    points.push([next[0] + next[2] * direction[0], next[1] + next[2] * direction[1]])
    last = next
  }
  return polygon(points)
}
