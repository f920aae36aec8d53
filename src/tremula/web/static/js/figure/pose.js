// A pose made ready for moving: both sides spelt out, mirrored for the right, mixed with another. It draws nothing.

import { mix } from "./matrix.js"
import { bare, mirrored, otherSide, SIDES, signOf } from "./skeleton.js"

/** @typedef {import("./matrix.js").Vector} Vector */
/** @typedef {import("./skeleton.js").Side} Side */
/** @typedef {import("./skeleton.js").Body} Body */
/** @typedef {{on: string, at: Vector, turn: number, heel: number, roll: number, swivel: number, palm: Vector, fingers: Vector, fixed?: import("./contacts.js").End}} Contact `fixed`: held where it was */
/** @typedef {{on: string} & Partial<Contact>} ContactData */
/** @typedef {{kind: string, at: Vector, turn: number, fade?: number}} Prop */
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
 * @property {Record<string, ContactData>} [contacts]
 * @property {{kind: string, at?: Vector, turn?: number}[]} [props]
 * @property {"open" | "closed"} [eyes]
 * @property {number} [curl]
 * @property {string[]} [glow]
 * @property {"left" | ""} [sides]
 */
/** @typedef {{root: Vector, turn: number[], joints: Record<string, number[]>, contacts: Record<string, Contact>, props: Prop[], curl: number, eyes: string, glow: string[], ground: number, body: Body}} Pose `ground`: the height of what one lies on */

const MIDLINE = ["spine", "chest", "neck", "head"]
const LIMB = ["shoulder", "elbow", "wrist", "hip", "knee", "ankle"]
/** @type {Vector} */
const NOWHERE = [0, 0, 0]

/** @param {number | number[] | undefined} angles @param {number[]} fallback */
const three = (angles, fallback) => (typeof angles === "number" ? [angles, 0, 0] : (angles ?? fallback))
/** @param {Vector} v @param {number} sign @returns {Vector} */
const flip = (v, sign) => [sign * v[0], v[1], v[2]]
/** @param {Side} side @param {number} sign */
const swap = (side, sign) => (sign > 0 ? side : otherSide(side))
/** @param {string} name @param {number} sign */
const swapName = (name, sign) => (sign > 0 ? name : mirrored(name))

/** @param {PoseData} data @param {number} sign @param {Body} body @returns {Record<string, number[]>} */
const jointsOf = ({ joints = {} }, sign, { rest }) => {
  /** @type {Record<string, number[]>} */
  const out = {}
  for (const name of MIDLINE) {
    const [x, y, z] = three(joints[name], NOWHERE)
    out[name] = [x, sign * y, sign * z]
  }
  for (const side of SIDES)
    for (const name of LIMB)
      out[`${swap(side, sign)}-${name}`] = three(
        joints[`${side}-${name}`] ?? joints[name],
        rest[name] ?? NOWHERE,
      )
  return out
}

/** Everything about a contact; hands rest on flesh, however much of it there is. @param {ContactData} contact @param {number} sign of the side it is written for @param {Body} body @returns {Contact} */
const whole = (contact, sign, { girth, laid }) => {
  const on = bare(contact.on)
  const k = girth[on] ?? 1
  const [palm, fingers] = laid[/thigh|shin|belly/.test(on) ? "limb" : on] ?? laid.floor
  const [x, y, z] = contact.at ?? NOWHERE
  const own = { palm: flip(palm, sign), fingers: flip(fingers, sign), turn: 0, heel: 0, roll: 0, swivel: 0 }
  return { ...own, ...contact, at: [x * k, y, z * k] }
}

/** @param {Contact} contact @param {number} sign @returns {Contact} */
const flipContact = (contact, sign) => ({
  ...contact,
  on: swapName(contact.on, sign),
  at: flip(contact.at, sign),
  palm: flip(contact.palm, sign),
  fingers: flip(contact.fingers, sign),
})

/** @param {PoseData} data @param {number} sign @param {Body} body @returns {Record<string, Contact>} */
const contactsOf = ({ contacts = {} }, sign, body) => {
  /** @type {Record<string, Contact>} */
  const out = contacts.back ? { back: whole(contacts.back, 1, body) } : {}
  for (const side of SIDES)
    for (const [one, pair] of [
      ["foot", "feet"],
      ["hand", "hands"],
    ]) {
      const own = contacts[`${side}-${one}`]
      const contact = own ?? contacts[pair]
      const [written, way] = own ? [signOf(side), sign] : [1, sign * signOf(side)]
      if (contact) out[`${swap(side, sign)}-${one}`] = flipContact(whole(contact, written, body), way)
    }
  return out
}

/** @param {PoseData} data @param {number} sign -1 mirrors it @param {Body} body @returns {Pose} */
export const ready = (data, sign, body) => {
  const { root, props = [], curl = 0.3, eyes = "open", glow = [] } = data
  const [pitch, yaw, lean] = root.turn ?? NOWHERE
  const contacts = contactsOf(data, sign, body)
  return {
    root: flip(root.at, sign),
    turn: [pitch, sign * yaw, sign * lean, sign * (root.spin ?? 0)],
    joints: jointsOf(data, sign, body),
    contacts,
    props: props.map(({ kind, at = NOWHERE, turn = 0 }) => ({ kind, at: flip(at, sign), turn: sign * turn })),
    curl,
    eyes,
    glow: glow.map((area) => swapName(area, sign)),
    ground: contacts.back?.on === "bed" ? contacts.back.at[1] : 0,
    body,
  }
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {Pose} joints and root between; the rest is b's */
export const mixPose = (a, b, t) => {
  const { root, turn, joints, curl, ground } = b
  return { ...b, ...mix(a, { root, turn, joints, curl, ground }, t), props: mixProps(a.props, b.props, t) }
}

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
