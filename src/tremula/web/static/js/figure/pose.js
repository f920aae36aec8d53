// A pose made ready for moving: both sides spelt out, mirrored for the right, mixed with another. It draws nothing.

import { mix } from "./matrix.js"
import { SIDES, signOf } from "./skeleton.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {{on: string, at?: Vector, turn?: number, heel?: number, roll?: number, swivel?: number, palm?: Vector, fingers?: Vector, fixed?: import("./contacts.js").End}} Contact `fixed`: held where it was */
/** @typedef {{kind: string, at?: Vector, turn?: number, fade?: number}} Prop */
/**
 * @typedef {object} PoseData as the server sends it (core/exercise/pose.py)
 * @property {string} id
 * @property {string} title
 * @property {"front" | "side" | "quarter"} view
 * @property {number} [yaw]
 * @property {number} [tilt]
 * @property {number} [centre]
 * @property {boolean} [low]
 * @property {string | null} [through] a pose on the way from this one to those that do not name the same
 * @property {{at: Vector, turn?: number[], spin?: number}} root
 * @property {Record<string, number | number[]>} [joints]
 * @property {Record<string, Contact>} [contacts]
 * @property {Prop[]} [props]
 * @property {"open" | "closed"} [eyes]
 * @property {number} [curl]
 * @property {string[]} [glow]
 * @property {"left" | ""} [sides]
 */
/** @typedef {{root: Vector, turn: number[], joints: Record<string, number[]>, contacts: Record<string, Contact>, props: Prop[], curl: number, eyes: string, glow: string[], ground: number, body: import("./skeleton.js").Body}} Pose `ground`: the height of what one lies on */

const MIDLINE = ["spine", "chest", "neck", "head"]
const LIMB = ["shoulder", "elbow", "wrist", "hip", "knee", "ankle"]
/** @type {Record<string, number[]>} */
const NEUTRAL = { shoulder: [2, 7, 0], elbow: [10, 0, 0], wrist: [4, 0, 0], hip: [0, 2, 0], knee: [2, 0, 0] }
/** What palm and fingers of the left do on a surface when the pose does not say. @type {Record<string, Vector[]>} */
const LAID = {
  floor: [
    [0, -1, 0],
    [0, 0, 1],
  ],
  wall: [
    [0, 0, -1],
    [0, 1, 0],
  ],
  limb: [
    [0, 0, -1],
    [0, -1, 0],
  ],
  pelvis: [
    [0, 0, 1],
    [-0.3, -1, 0],
  ],
}
const PAIRS = [
  ["foot", "feet"],
  ["hand", "hands"],
]

/** @param {number | number[] | undefined} angles @param {number[]} fallback */
const three = (angles, fallback) => (typeof angles === "number" ? [angles, 0, 0] : (angles ?? fallback))
/** @param {Vector} v @param {number} sign @returns {Vector} */
const flip = (v, sign) => [sign * v[0], v[1], v[2]]
/** @param {Side} side @param {number} sign */
const swap = (side, sign) => (sign > 0 ? side : side === "left" ? "right" : "left")
/** @param {string} name @param {number} sign */
const swapName = (name, sign) =>
  name.replace(/^(left|right)/, (side) => swap(/** @type {Side} */ (side), sign))
/** @param {Contact} contact @param {number} sign @returns {Contact} */
const flipContact = (contact, sign) => ({
  ...contact,
  on: swapName(contact.on, sign),
  at: flip(contact.at ?? [0, 0, 0], sign),
  ...(contact.palm && { palm: flip(contact.palm, sign) }),
  ...(contact.fingers && { fingers: flip(contact.fingers, sign) }),
})

/** @param {PoseData} data @param {number} sign @returns {Record<string, number[]>} */
const jointsOf = ({ joints = {} }, sign) => {
  /** @type {Record<string, number[]>} */
  const out = {}
  for (const name of MIDLINE) {
    const [x, y, z] = three(joints[name], [0, 0, 0])
    out[name] = [x, sign * y, sign * z]
  }
  for (const side of SIDES)
    for (const name of LIMB)
      out[`${swap(side, sign)}-${name}`] = three(
        joints[`${side}-${name}`] ?? joints[name],
        NEUTRAL[name] ?? [0, 0, 0],
      )
  return out
}

/** @param {Contact} contact @param {string} name @param {number} sign of the side @returns {Contact} */
const laid = (contact, name, sign) => {
  if (name === "foot") return contact
  const on = /thigh|shin|belly/.test(contact.on) ? "limb" : contact.on
  const [palm, fingers] = LAID[on] ?? LAID.floor
  return { palm: flip(palm, sign), fingers: flip(fingers, sign), ...contact }
}

/** Hands rest on flesh, however much of it there is. @param {Contact} contact @param {Record<string, number>} girth @returns {Contact} */
const resting = (contact, girth) => {
  const [x, y, z] = contact.at ?? [0, 0, 0]
  const k = girth[contact.on.replace(/^(left|right)-/, "")] ?? 1
  return { ...contact, at: [x * k, y, z * k] }
}

/** @param {PoseData} data @param {number} sign @param {Record<string, number>} girth @returns {Record<string, Contact>} */
const contactsOf = ({ contacts = {} }, sign, girth) => {
  /** @type {Record<string, Contact>} */
  const out = contacts.back ? { back: contacts.back } : {}
  for (const side of SIDES)
    for (const [one, pair] of PAIRS) {
      const both = contacts[pair] && flipContact(contacts[pair], signOf(side))
      const contact = contacts[`${side}-${one}`] ?? both
      if (!contact) continue
      out[`${swap(side, sign)}-${one}`] = flipContact(resting(laid(contact, one, signOf(side)), girth), sign)
    }
  return out
}

/** @param {PoseData} data @param {number} sign -1 mirrors it @param {import("./skeleton.js").Body} body @returns {Pose} */
export const ready = (data, sign, body) => {
  const back = data.contacts?.back
  const [pitch, yaw, lean] = data.root.turn ?? [0, 0, 0]
  return {
    root: flip(data.root.at, sign),
    turn: [pitch, sign * yaw, sign * lean, sign * (data.root.spin ?? 0)],
    joints: jointsOf(data, sign),
    contacts: contactsOf(data, sign, body.girth),
    props: (data.props ?? []).map(({ kind, at = [0, 0, 0], turn = 0 }) => ({
      kind,
      at: flip(at, sign),
      turn: sign * turn,
    })),
    curl: data.curl ?? 0.3,
    eyes: data.eyes ?? "open",
    glow: (data.glow ?? []).map((area) => swapName(area, sign)),
    ground: back?.on === "bed" ? (back.at?.[1] ?? 0) : 0,
    body,
  }
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {Pose} joints and root between; the rest is b's */
export const mixPose = (a, b, t) => ({
  ...b,
  root: mix(a.root, b.root, t),
  turn: mix(a.turn, b.turn, t),
  joints: Object.fromEntries(
    Object.keys(b.joints).map((name) => [name, mix(a.joints[name], b.joints[name], t)]),
  ),
  curl: a.curl + (b.curl - a.curl) * t,
  ground: a.ground + (b.ground - a.ground) * t,
  props: mixProps(a.props, b.props, t),
})

/** What only one pose has goes when the way is almost over, or comes as it begins. @param {Prop[]} a @param {Prop[]} b @param {number} t @returns {Prop[]} */
const mixProps = (a, b, t) => {
  const key = (/** @type {Prop} */ prop) => JSON.stringify(prop)
  const [before, after] = [a.map(key), b.map(key)]
  return [
    ...a.filter((prop) => !after.includes(key(prop))).map((prop) => ({ ...prop, fade: 4 - 4 * t })),
    ...b.map((prop) => (before.includes(key(prop)) ? prop : { ...prop, fade: 4 * t })),
  ]
}

/** The pose that the way leads through, if any. @param {PoseData} [a] @param {PoseData} [b] */
export const through = (a, b) => {
  if (!a || !b || a.through === b.through) return null
  const way = a.through ?? b.through
  return way === a.id || way === b.id ? null : way
}
