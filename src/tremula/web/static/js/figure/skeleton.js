// The body as data: bones and the balls of flesh around them, in percent of stature. It never moves.

/** @typedef {[string, number, number, number, number]} Ball frame, place in it, radius */
/** @typedef {{id: string, tone: string, hulls: Ball[][], bias: number, limb: string}} Part `limb`: the frame it hangs on, "" in the middle */
/** @typedef {"left" | "right"} Side */

export const BONES = { upperArm: 16.4, forearm: 14, thigh: 24.5, shin: 23.5, ankle: 4 }
export const TRUNK = {
  belly: [0, 5, 0],
  ribs: [0, 8, 0],
  chest: [0, 8, 0],
  neck: [0, 8.5, -0.4],
  head: [0, 4.6, 0.8],
}
export const SHOULDER = [9.1, 5.2, -0.2]
export const HIP = [5, -1.5, 0]
export const SIDES = /** @type {Side[]} */ (["left", "right"])
/** @param {Side} side +1 for the person's left, where x grows */
export const signOf = (side) => (side === "left" ? 1 : -1)

/**
 * Name, colour, nearness, and hulls of balls "frame x y z radius". Written for the left; `@` stands for the side.
 * @type {[string, string, number, string[]][]}
 */
const LIMBS = [
  ["thigh", "legs", 0.2, ["@-thigh 0 0 -0.2 6.4, @-thigh 0 -9 0.5 5.9, @-thigh 0 -24.3 0 4.1"]],
  ["shin", "legs", 0.1, ["@-shin 0 0 0 4, @-shin 0 -7.5 -1 3.9, @-shin 0 -20 0 2.5"]],
  [
    "foot",
    "skin",
    0.1,
    [
      "@-shin 0 -19.5 0 2.2, @-foot 0 -0.2 0 2.1, @-foot 0 -2.1 -2.3 1.9",
      "@-foot 0 -0.4 0.2 2, @-foot 0 -2.1 -2.3 1.9, @-foot -1 -2.75 5.8 1.25, @-foot 1.3 -2.95 4.8 1.05",
      "@-foot -1.1 -2.8 5.8 1.2, @-toes -0.2 0 3.3 0.85",
      "@-foot 1.2 -2.95 4.8 1.05, @-foot -0.6 -2.8 5.8 1.1, @-toes 0.9 -0.25 2.6 0.7, @-toes 2.2 -0.35 1.3 0.65",
    ],
  ],
  ["upper-arm", "sleeves", 0.4, ["@-upper-arm 0 0 0 3.5, @-upper-arm 0 -9.5 0 3"]],
  ["elbow", "skin", 0.3, ["@-upper-arm 0 -8 0 2.5, @-upper-arm 0 -16.4 0 2.15"]],
  ["forearm", "skin", 0.5, ["@-forearm 0 0 0 2.15, @-forearm 0 -4 0 2.25, @-forearm 0 -14 0 1.45"]],
  [
    "hand",
    "skin",
    0.8,
    [
      "@-hand 0.3 0 0 1.4, @-hand 0 -4.7 1.45 1.05, @-hand 0 -4.4 -1.5 0.95",
      "@-hand 0 -1.2 0.9 1, @-hand -0.2 -3.2 2.4 0.8, @-hand -0.3 -4.9 2.8 0.65",
      "@-fingers 0 0 1.5 0.72, @-fingers 0 -2 1.75 0.68, @-tips 0 -2 1.9 0.55",
      "@-fingers 0 0 0.5 0.72, @-fingers 0 -2.2 0.6 0.68, @-tips 0 -2.2 0.65 0.55",
      "@-fingers 0 0 -0.5 0.72, @-fingers 0 -2 -0.6 0.68, @-tips 0 -2 -0.65 0.55",
      "@-fingers 0 0 -1.5 0.72, @-fingers 0 -1.6 -1.75 0.68, @-tips 0 -1.6 -1.9 0.55",
    ],
  ],
]

/** The same for what has no side; `+` stands for a ball and its mirror image. @type {typeof LIMBS} */
const MIDDLE = [
  ["hips", "legs", -0.2, ["+pelvis 4.2 2.6 -0.2 5.6, +pelvis 4.7 -2.6 -0.1 6.2"]],
  ["neck", "skin", -0.4, ["chest 0 6.4 -0.6 3.1, head 0 0.4 0.2 2.7"]],
  [
    "trunk",
    "top",
    0,
    [
      "+pelvis 4.1 2.4 -0.2 5.8, +belly 3.6 3 0 5.5",
      "+belly 3.6 3 0 5.5, +ribs 4.2 4 0 5.8",
      "+ribs 4.2 4 0 5.8, +chest 4.9 0.6 0.1 6, +chest 8.9 4.9 -0.2 3.5, chest 0 6.6 -0.9 3",
    ],
  ],
  ["skull", "hair", 0.6, ["head 0 7.4 -0.2 6.3, head 0 5.2 -1.6 5.2, head 0 9 1 5.2", "head 0 13.6 -3 2.8"]],
  [
    "face",
    "skin",
    0.9,
    [
      "+head 1.6 6.8 2.6 3.7, head 0 2.6 3 3, head 0 1.3 4.2 1.7",
      "head 0 6.8 5.6 0.7, head 0 4.7 6.7 0.65, head 0 4.2 5.6 0.7",
      "head 4.6 5 -0.4 1.1, head 4.4 6.2 -0.5 1.2",
      "head -4.6 5 -0.4 1.1, head -4.4 6.2 -0.5 1.2",
    ],
  ],
]

/** @param {string} text @param {Side} side @returns {Ball[]} */
const balls = (text, side) =>
  text.split(", ").flatMap((word) => {
    const [name, x, y, z, r] = word.split(" ")
    const sign = name.startsWith("@") ? signOf(side) : 1
    const frame = name.replace("@", side).replace("+", "")
    /** @type {Ball} */
    const ball = [frame, sign * Number(x), Number(y), Number(z), Number(r)]
    return name.startsWith("+") ? [ball, [frame, -ball[1], ball[2], ball[3], ball[4]]] : [ball]
  })

/** @param {typeof LIMBS} rows @param {Side} side @param {string} prefix @returns {Part[]} */
const parts = (rows, side, prefix) =>
  rows.map(([id, tone, bias, hulls]) => ({
    id: prefix + id,
    tone,
    bias,
    limb: prefix && (/thigh|shin|foot/.test(id) ? "pelvis" : "chest"),
    hulls: hulls.map((text) => balls(text, side)),
  }))

/** @type {Part[]} */
export const PARTS = [
  ...parts(MIDDLE, "left", ""),
  ...SIDES.flatMap((side) => parts(LIMBS, side, `${side}-`)),
]

/** The balls of some parts. @param {string[]} ids @returns {Ball[]} */
export const ballsOf = (ids) =>
  PARTS.filter((part) => ids.includes(part.id)).flatMap((part) => part.hulls.flat())

/** Where the body areas glow, in the same writing. @type {Record<string, string>} */
const AREAS = {
  feet: "@-foot 0 -2 2 6",
  ankles: "@-foot 0 0 0 6",
  calves: "@-shin 0 -8 -1.5 8",
  shins: "@-shin 0 -9 2 8",
  knees: "@-shin 0 0 2 7",
  thighs: "@-thigh 0 -8 2 9, @-thigh 0 -16 2 8",
  hamstrings: "@-thigh 0 -9 -2 9, @-thigh 0 -16 -2 8",
  "inner-thighs": "@-thigh -3 -6 0 8, @-thigh -2.5 -13 0 7",
  hips: "+pelvis 6 -1 1 8",
  pelvis: "pelvis 0 1 2 11",
  belly: "belly 0 3 3 8",
  chest: "chest 0 0 3 9",
  back: "ribs 0 1 -3 9",
  neck: "neck 0 2 0 7",
  shoulders: "+chest 9 5 0 7",
  arms: "@-forearm 0 -3 0 8",
  hands: "@-hand 0 -4 0 6",
}

/** @param {string} area of both sides, or of one when it begins with "left-" or "right-" @returns {Ball[]} */
export const areaBalls = (area) => {
  const [, side, name] = area.match(/^(left|right)-(.*)$/) ?? ["", "", area]
  const text = AREAS[name] ?? ""
  const sides = text.includes("@")
    ? SIDES.filter((one) => !side || one === side)
    : SIDES.slice(0, text ? 1 : 0)
  return sides.flatMap((one) => balls(text, one))
}
