// The outline around circles, as an SVG path. It knows only numbers on the sheet.

/** @typedef {number[]} Circle x, y, radius on the sheet */

/** Points around a circle: fewer where nobody could see the corners. @param {number} count */
const ring = (count) =>
  Array.from({ length: count }, (_, i) =>
    [2 * Math.PI * (i / count)].flatMap((a) => [Math.cos(a), Math.sin(a)]),
  )
const [FEW, MANY] = [10, 20].map(ring)
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

/** A point as a path writes it. @param {number[]} point */
const written = (point) => point.slice(0, 2).map((v) => v.toFixed(1))

/** @param {number[][]} points */
export const polygon = (points) => `M${points.map(written).join("L")}Z`

/** The path around circles, as a rubber band would lie. @param {Circle[]} circles */
export const outline = (circles) =>
  polygon(
    hull(
      circles.flatMap(([x, y, r]) =>
        r ? (r < FINE ? FEW : MANY).map(([c, s]) => [x + r * c, y + r * s]) : [[x, y]],
      ),
    ),
  )
