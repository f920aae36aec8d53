// Which place lies next in a direction: what the arrow keys follow on the picture. It knows only boxes.

/** @typedef {{id: string, x: number, y: number}} Spot the middle of a place */

/** @type {Record<string, number[]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const ASIDE = 2.2
/** What lies nearly level is not above or below. */
const STEEP = 4

/** The nearest spot that lies that way, or none. @param {Spot[]} spots @param {string} from @param {string} key @returns {Spot | undefined} */
export const nextSpot = (spots, from, key) => {
  const way = WAYS[key]
  const here = spots.find(({ id }) => id === from)
  if (!way || !here) return undefined
  const far = (/** @type {Spot} */ { x, y }) => {
    const [dx, dy] = [x - here.x, y - here.y]
    const ahead = dx * way[0] + dy * way[1]
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0])
    return ahead > 0.5 && ahead * STEEP > aside ? ahead + ASIDE * aside : Number.POSITIVE_INFINITY
  }
  const [best] = spots.filter((spot) => far(spot) < Number.POSITIVE_INFINITY).sort((a, b) => far(a) - far(b))
  return best
}
