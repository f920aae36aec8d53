// Distances on a grid: to convex outlines and to lines, joined and cut, and traced to paths. It knows no body.

const STEP = 0.5
const FAR = 5
const SOFT = 2.2

/** @typedef {{columns: number, rows: number}} Grid */

/** @param {number} width @param {number} height @returns {Grid} */
export const gridOf = (width, height) => ({
  columns: Math.round(width / STEP) + 1,
  rows: Math.round(height / STEP) + 1,
})

/** A value for every place of the grid. @param {Grid} grid @param {(x: number, y: number) => number} value */
export const field = (grid, value) => {
  const out = new Float64Array(grid.columns * grid.rows)
  for (let j = 0, i = 0; j < grid.rows; j++)
    for (let k = 0; k < grid.columns; k++, i++) out[i] = value(k * STEP, j * STEP)
  return out
}

/** Distances to the nearest of some convex outlines, negative inside; far away only "far". @param {Grid} grid @param {number[][][]} outlines */
export const toOutlines = (grid, outlines) => {
  const out = new Float64Array(grid.columns * grid.rows).fill(FAR)
  for (const corners of outlines) {
    const [xs, ys] = [0, 1].map((i) => corners.map((corner) => corner[i]))
    const [from, to] = [window(xs, grid.columns), window(ys, grid.rows)]
    for (let j = to[0]; j < to[1]; j++)
      for (let k = from[0]; k < from[1]; k++) {
        const i = j * grid.columns + k
        out[i] = Math.min(out[i], toCorners(corners, k * STEP, j * STEP))
      }
  }
  return out
}

const window = (values, count) => [
  Math.max(0, Math.floor((Math.min(...values) - FAR) / STEP)),
  Math.min(count, Math.ceil((Math.max(...values) + FAR) / STEP) + 1),
]

const toCorners = (corners, x, y) => {
  let nearest = Number.POSITIVE_INFINITY
  let [positive, negative] = [false, false]
  for (let i = 0; i < corners.length; i++) {
    const [ax, ay] = corners[i]
    const [bx, by] = corners[(i + 1) % corners.length]
    const [ex, ey, px, py] = [bx - ax, by - ay, x - ax, y - ay]
    if (ex * py - ey * px > 0) positive = true
    else negative = true
    const t = Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey || 1)))
    nearest = Math.min(nearest, Math.hypot(px - t * ex, py - t * ey))
  }
  return positive && negative ? nearest : -nearest
}

/** The nearest of many. @param {Float64Array[]} fields */
export const joined = (fields) => combine(fields, Math.min)
/** Where all are. @param {Float64Array[]} fields */
export const common = (fields) => combine(fields, Math.max)
/** The nearest of many, with soft corners between them. @param {Float64Array[]} fields */
export const blended = (fields) =>
  combine(fields, (a, b) => {
    const h = Math.max(SOFT - Math.abs(a - b), 0) / SOFT
    return Math.min(a, b) - (h * h * SOFT) / 4
  })
/** One without another. @param {Float64Array} a @param {Float64Array} b */
export const without = (a, b) => a.map((value, i) => Math.max(value, -b[i]))

const combine = ([first, ...rest], how) => {
  const out = first.slice()
  for (const other of rest) for (let i = 0; i < out.length; i++) out[i] = how(out[i], other[i])
  return out
}

/** The path where a field is under a level. @param {Grid} grid @param {Float64Array} values @param {number} level @param {number} least area of a piece worth keeping */
export const pathUnder = (grid, values, level, least) =>
  loops(segments(grid, values, level))
    .filter((loop) => Math.abs(areaOf(loop)) >= least)
    .map((loop) => simplified(loop))
    .map((loop) => `M${loop.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join("L")}Z`)
    .join("")

const tenth = (v) => String(Math.round(v * 10) / 10)

/** The edges of the grid that the border crosses, cell by cell. @returns {Map<string, {at: number[], next: string}>} */
const segments = (grid, values, level) => {
  const out = new Map()
  for (let j = 0; j + 1 < grid.rows; j++)
    for (let k = 0; k + 1 < grid.columns; k++) {
      const crossings = cellCrossings(grid, values, level, k, j)
      for (const [from, to] of crossings) out.set(from.key, { at: from.at, next: to.key })
    }
  return out
}

/** Pairs of crossings of one cell, walked with the inside on one hand. */
const cellCrossings = (grid, values, level, k, j) => {
  const at = [[k, j], [k + 1, j], [k + 1, j + 1], [k, j + 1]]
  const v = at.map(([a, b]) => values[b * grid.columns + a] - level)
  const leaving = []
  const entering = []
  for (let i = 0; i < 4; i++) {
    const n = (i + 1) % 4
    if (v[i] < 0 === v[n] < 0) continue
    ;(v[i] < 0 ? leaving : entering).push(crossing(grid, at[i], at[n], v[i], v[n]))
  }
  return leaving.map((from, i) => [from, entering[i]])
}

const crossing = (grid, [ax, ay], [bx, by], va, vb) => {
  const t = va / (va - vb)
  const key = `${Math.min(ax, bx)},${Math.min(ay, by)},${ax === bx ? "v" : "h"}`
  return { key, at: [(ax + t * (bx - ax)) * STEP, (ay + t * (by - ay)) * STEP] }
}

const loops = (map) => {
  const out = []
  while (map.size) {
    const loop = []
    for (let [key] = map.keys(); map.has(key); ) {
      const { at, next } = map.get(key)
      map.delete(key)
      loop.push(at)
      key = next
    }
    out.push(loop)
  }
  return out
}

/** @param {number[][]} loop */
export const areaOf = (loop) =>
  loop.reduce((sum, [x, y], i) => {
    const [u, v] = loop[(i + 1) % loop.length]
    return sum + (x * v - u * y) / 2
  }, 0)

const SLACK = 0.09

/** Fewer corners, none farther than `SLACK` from the border. @param {number[][]} loop */
const simplified = (loop) => {
  const middle = Math.floor(loop.length / 2)
  return [...fewer(loop.slice(0, middle + 1)), ...fewer([...loop.slice(middle), loop[0]])]
}

const fewer = (line) => {
  const [first, last] = [line[0], line[line.length - 1]]
  const [ex, ey] = [last[0] - first[0], last[1] - first[1]]
  const long = Math.hypot(ex, ey) || 1
  let [worst, where] = [SLACK, 0]
  for (let i = 1; i + 1 < line.length; i++) {
    const away = Math.abs((line[i][0] - first[0]) * ey - (line[i][1] - first[1]) * ex) / long
    if (away > worst) [worst, where] = [away, i]
  }
  return where ? [...fewer(line.slice(0, where + 1)), ...fewer(line.slice(where))] : [first]
}
