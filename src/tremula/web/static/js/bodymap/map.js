// What a record of the body map is and how a person changes it: marks, undo, words. It draws nothing.

/** @typedef {{id: string, name: string, line: string, colours: string[]}} Feeling */
/** @typedef {{id: string, name: string, group: string, side: string}} Place */
/** @typedef {{height: number, outline: string, features: string, regions: Record<string, string>}} Paths */
/** @typedef {{width: number, strengths: string[], feelings: Feeling[], groups: {id: string, name: string}[], places: Place[], builds: Record<string, {front: Paths, back: Paths}>}} BodyMap as the server sends it (core/bodymap/places.py) */
/** @typedef {Record<string, Record<string, number>>} Marked strength 1 to 3 by feeling by place */

const STRONGEST = 3

/** @param {Marked} record @param {string} place @param {string} feeling */
export const strengthAt = (record, place, feeling) => record[place]?.[feeling] ?? 0

/** What the next tap makes of a strength. @param {number} strength */
export const stronger = (strength) => (strength + 1) % (STRONGEST + 1)

/** The record with one mark set anew, in the order of the map and without zeros. @param {BodyMap} map @param {Marked} record @param {string} place @param {string} feeling @param {number} strength @returns {Marked} */
export const withMark = (map, record, place, feeling, strength) => {
  const all = { ...record, [place]: { ...record[place], [feeling]: strength } }
  const entries = map.places
    .filter(({ id }) => all[id])
    .map(({ id }) => /** @type {const} */ ([id, map.feelings.filter((one) => all[id][one.id] > 0)]))
  return Object.fromEntries(
    entries
      .filter(([, felt]) => felt.length)
      .map(([id, felt]) => [id, Object.fromEntries(felt.map((one) => [one.id, all[id][one.id]]))]),
  )
}

/** A place with what is felt there: “left shoulder: tense, strong”. @param {BodyMap} map @param {Marked} record @param {string} place */
export const spokenPlace = (map, record, place) => {
  const name = map.places.find(({ id }) => id === place)?.name
  const felt = map.feelings
    .filter(({ id }) => strengthAt(record, place, id))
    .map(({ id, name }) => `${name}, ${map.strengths[strengthAt(record, place, id) - 1]}`)
  return `${name}: ${felt.join("; ") || "nothing marked"}`
}

/** Takes steps back: keeps what was before each change. */
export class Marks {
  /** @param {BodyMap} map @param {Marked} record */
  constructor(map, record) {
    this.map = map
    this.record = record
    /** @type {Marked[]} */
    this.before = []
  }

  /** @param {string} place @param {string} feeling @param {number} strength */
  set(place, feeling, strength) {
    if (strengthAt(this.record, place, feeling) === strength) return
    this.become(withMark(this.map, this.record, place, feeling, strength))
  }

  clear() {
    if (Object.keys(this.record).length) this.become({})
  }

  /** @param {Marked} record */
  become(record) {
    this.before.push(this.record)
    this.record = record
  }

  undo() {
    this.record = this.before.pop() ?? this.record
  }
}
