// Events of a record, written as core/session/record.py writes them: the same JSON, the same hash.
// It keeps nothing; SHA-256 is passed in.

/** @typedef {import("./types.js").RecordedEvent} RecordedEvent */
/** @typedef {(text: string) => Promise<string> | string} Sha256 gives hex */

const SCHEMA = 1

/**
 * JSON that is the same in every language: sorted keys, no spaces; texts, whole numbers, no fractions.
 * @param {unknown} value
 * @returns {string}
 * @throws {TypeError} for what another language would write otherwise
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (value !== null && typeof value === "object") {
    const pairs = Object.entries(value).sort(([a], [b]) => inOrder(a, b))
    return `{${pairs.map(([key, each]) => `${canonical(key)}:${canonical(each)}`).join(",")}}`
  }
  if (!isSimple(value)) throw new TypeError(`a record cannot hold ${String(value)}`)
  return JSON.stringify(value)
}

/** @param {unknown} value */
function isSimple(value) {
  if (typeof value === "string") return !/\p{Surrogate}/u.test(value)
  return value === null || typeof value === "boolean" || Number.isSafeInteger(value)
}

/** By code points, as Python sorts. @param {string} a @param {string} b */
function inOrder(a, b) {
  const [left, right] = [Array.from(a, codePoint), Array.from(b, codePoint)]
  const differs = left.findIndex((point, index) => point !== right[index])
  return differs < 0 ? left.length - right.length : left[differs] - (right[differs] ?? -1)
}

/** @param {string} char */
const codePoint = (char) => Number(char.codePointAt(0))

/**
 * The hash of an event: its content, the session's id and the hash before it.
 * @param {string} session
 * @param {string} device
 * @param {Omit<RecordedEvent, "hash">} event
 * @param {Sha256} sha256
 */
export async function eventHash(session, device, event, sha256) {
  const { seq, kind, at, wall, body, schema, previous } = event
  return sha256(canonical({ session, device, seq, kind, at, wall, body, schema, previous }))
}

/**
 * Events numbered and chained after `last`.
 * @param {{session: string, device: string}} who
 * @param {{seq: number, hash: string}} last seq 0 and no hash when there is none
 * @param {{kind: string, at: number, wall: string, body: Record<string, unknown>}[]} told
 * @param {Sha256} sha256
 * @returns {Promise<RecordedEvent[]>}
 */
export async function writeEvents({ session, device }, last, told, sha256) {
  const written = []
  let { seq, hash: previous } = last
  for (const each of told) {
    seq += 1
    const event = { seq, ...each, schema: SCHEMA, previous }
    previous = await eventHash(session, device, event, sha256)
    written.push({ ...event, hash: previous })
  }
  return written
}

/**
 * What to keep of one application of an event: itself (a tick has no body and is not kept), and beside it, in
 * order, what happened by itself. A step that time alone has led to is kept too, so that a record that breaks off
 * says how far one came.
 * @param {{kind: string, at: number, body?: Record<string, unknown>}} event `at` after the event
 * @param {import("./types.js").Effect[]} effects
 * @param {string} [entered] the step that was entered
 * @returns {{kind: string, at: number, body: Record<string, unknown>}[]}
 */
export function toKeep({ kind, at, body }, effects, entered = "") {
  const happened = effects.flatMap((effect) =>
    effect.happened ? [{ kind: effect.happened, at: effect.at, body: { by: "itself" } }] : [],
  )
  if (!body && entered) return [...happened, { kind: "step", at, body: { by: "itself", step: entered } }]
  if (!body) return happened
  const before = happened.filter((each) => each.at < at)
  return [...before, { kind, at, body }, ...happened.slice(before.length)]
}
