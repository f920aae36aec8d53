// Bones, and the flesh that the content puts around them for one person's looks. It never moves.

/** @typedef {[string, number, number, number, number]} Ball frame, place in it, radius */
/** @typedef {{id: string, tone: string, hulls: Ball[][], near: number, eyes: string}} Part `eyes`: seen only while they are so */
/** @typedef {"left" | "right"} Side */
/** @typedef {Record<string, string[]>} Colours for light pages, then for dark ones */
/** @typedef {{id: string, title: string, colours?: Colours, hulls?: Ball[][], tones?: Record<string, string>, plain?: boolean, shoulders?: number, hips?: number, girth?: Record<string, number>}} Choice */
/** @typedef {{id: string, tone: string, hulls: Ball[][], near?: number, eyes?: string}} PartData */
/** @typedef {{joints: Record<string, number[]>, rest: Record<string, number[]>, laid: Record<string, number[][]>, areas: Record<string, Ball[]>, props: Record<string, {of: string, boxes: number[][]}[]>}} Shape */
/** @typedef {{shape: Shape & {middle: PartData[], limbs: PartData[]}, looks: Record<string, Choice[]>}} BodyData as the server sends it (core/exercise/body.py) */
/** @typedef {Shape & {parts: Part[], girth: Record<string, number>, wide: Record<string, number>, colours: Colours, plain: boolean}} Body */

export const BONES = { upperArm: 16.4, forearm: 14, thigh: 24.5, shin: 23.5, ankle: 4 }
export const SIDES = /** @type {Side[]} */ (["left", "right"])
/** @param {Side} side +1 for the person's left, where x grows */
export const signOf = (side) => (side === "left" ? 1 : -1)

/** @param {Side} side @returns {Side} */
export const otherSide = (side) => (side === "left" ? "right" : "left")
/** The same on the other side. @param {string} name */
export const mirrored = (name) =>
  name.replace(/^(left|right)/, (side) => otherSide(/** @type {Side} */ (side)))
/** A name without its side. @param {string} name */
export const bare = (name) => name.replace(/^(left|right)-/, "")

/** Balls of one side, with a person's girth. @param {Ball[]} balls @param {Side} side @param {Record<string, number>} girth @returns {Ball[]} */
const grown = (balls, side, girth) =>
  balls.flatMap(([name, x, y, z, r]) => {
    const k = girth[name.replace(/^\W/, "")] ?? 1
    const frame = name.replace(/^[+=]/, "").replace(/^-/, `${side}-`)
    const ball = (/** @type {number} */ sign) => /** @type {Ball} */ ([frame, sign * k * x, y, z * k, r * k])
    return name[0] === "+" ? [ball(1), ball(-1)] : [ball(/^[-=]/.test(name) ? signOf(side) : 1)]
  })

/** The body of a person who looks so. @param {BodyData} data @param {Record<string, string>} [look] body, skin, hair, clothes by id @returns {Body} */
export const bodyOf = ({ shape, looks }, look = {}) => {
  const chosen = ["body", "skin", "hair", "clothes"].map(
    (kind) => looks[kind].find(({ id }) => id === look[kind]) ?? looks[kind][0],
  )
  /** @type {Choice} */
  const { girth = {}, shoulders = 1, hips = 1, hulls: head, plain = false } = Object.assign({}, ...chosen)
  const [tones, colours] = /** @type {const} */ (["tones", "colours"]).map((key) =>
    Object.assign({}, ...chosen.map((choice) => choice[key])),
  )
  /** @param {PartData[]} rows @param {Side} side @param {string} prefix @returns {Part[]} */
  const parts = (rows, side, prefix) =>
    rows
      .map(({ id, tone, hulls, near = 0, eyes = "" }) => ({
        id: prefix + id,
        near,
        eyes,
        tone: tones[id] ?? tone,
        hulls: ((id === "skull" && head) || hulls).map((hull) => grown(hull, side, girth)),
      }))
      .filter(({ tone }) => tone !== "none")
  return {
    ...shape,
    parts: [
      ...parts(shape.middle, "left", ""),
      ...SIDES.flatMap((side) => parts(shape.limbs, side, `${side}-`)),
    ],
    girth,
    wide: { shoulder: shoulders, hip: hips },
    colours,
    plain,
  }
}

/** The balls of some parts. @param {Body} body @param {string[]} ids @returns {Ball[]} */
export const ballsOf = ({ parts }, ids) =>
  parts.filter(({ id }) => ids.includes(id)).flatMap(({ hulls }) => hulls.flat())

/** What glows in an area. @param {Body} body @param {string} area of both sides, or of one when it begins with "left-" or "right-" @returns {Ball[]} */
export const areaBalls = ({ areas, girth }, area) => {
  const balls = areas[bare(area)]
  const sides =
    balls[0][0][0] === "-" ? SIDES.filter((side) => !area.startsWith(otherSide(side))) : [SIDES[0]]
  return sides.flatMap((side) => grown(balls, side, girth))
}
