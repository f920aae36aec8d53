// What the browser keeps until the server has it: running sessions, and their events not yet confirmed.
// It is a buffer, never the archive: a confirmed event is deleted here.

/** @typedef {import("../engine/types.js").RecordedEvent} RecordedEvent */
/**
 * @typedef {object} KeptSession
 * @property {string} id
 * @property {string} device
 * @property {import("../engine/types.js").Timeline} timeline
 * @property {string} token the append token
 * @property {import("../engine/types.js").Session} session as of the last event or second
 * @property {number} wall when that was
 * @property {number} seq of the last event, 0 before the first
 * @property {string} hash of the last event
 */
/** @typedef {RecordedEvent & {session: string, device: string}} WaitingEvent */

const NAME = "tremula"
const STRICT = /** @type {const} */ ({ durability: "strict" })

/** Another tab has written this session's next event. */
export class Taken extends Error {}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} when it is on the disk */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error("not written"))
  })
}

/** @returns {Promise<Outbox>} */
export async function openOutbox() {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore("sessions", { keyPath: "id" })
    request.result.createObjectStore("events", { keyPath: ["session", "device", "seq"] })
  }
  const database = await answer(request)
  database.onversionchange = () => database.close()
  return new Outbox(database)
}

export class Outbox {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database
  }

  /** @param {KeptSession} kept */
  async begin(kept) {
    const transaction = this.database.transaction("sessions", "readwrite", STRICT)
    transaction.objectStore("sessions").put(kept)
    await done(transaction)
  }

  /** @param {string} id @returns {Promise<KeptSession | undefined>} */
  load(id) {
    return answer(this.database.transaction("sessions").objectStore("sessions").get(id))
  }

  /** @returns {Promise<KeptSession[]>} */
  sessions() {
    return answer(this.database.transaction("sessions").objectStore("sessions").getAll())
  }

  /**
   * Events and where the session then stands, together or not at all, on the disk before this resolves.
   * @param {string} id @param {RecordedEvent[]} events @param {Pick<KeptSession, "session" | "wall">} stand
   * @throws {Taken}
   */
  async append(id, events, stand) {
    const transaction = this.database.transaction(["sessions", "events"], "readwrite", STRICT)
    const sessions = transaction.objectStore("sessions")
    const kept = await answer(sessions.get(id))
    if (!kept || kept.seq !== events[0].seq - 1 || kept.hash !== events[0].previous) {
      transaction.abort()
      throw new Taken("this session goes on in another tab")
    }
    for (const event of events) {
      transaction.objectStore("events").add({ ...event, session: id, device: kept.device })
    }
    const { seq, hash } = events[events.length - 1]
    sessions.put({ ...kept, ...stand, seq, hash })
    await done(transaction)
  }

  /**
   * Where a session stands, without an event; lost on a power cut, that costs a second.
   * @param {string} id @param {number} seq @param {Partial<KeptSession>} stand
   */
  async remember(id, seq, stand) {
    const transaction = this.database.transaction("sessions", "readwrite")
    const sessions = transaction.objectStore("sessions")
    const kept = await answer(sessions.get(id))
    if (kept?.seq === seq) sessions.put({ ...kept, ...stand })
    await done(transaction)
  }

  /** @param {string} id @param {string} token a fresh append token */
  async renew(id, token) {
    const kept = await this.load(id)
    if (kept) await this.remember(id, kept.seq, { token })
  }

  /** What the server has not confirmed, in order of seq. @param {string} id @returns {Promise<WaitingEvent[]>} */
  waiting(id) {
    const range = IDBKeyRange.bound([id], [id, []])
    return answer(this.database.transaction("events").objectStore("events").getAll(range))
  }

  /** The server has these. @param {string} id @param {string} device @param {number} through */
  async confirm(id, device, through) {
    const transaction = this.database.transaction("events", "readwrite")
    transaction.objectStore("events").delete(IDBKeyRange.bound([id, device, 0], [id, device, through]))
    await done(transaction)
  }

  /** Nothing of this session stays. @param {string} id */
  async forget(id) {
    const transaction = this.database.transaction(["sessions", "events"], "readwrite", STRICT)
    transaction.objectStore("sessions").delete(id)
    transaction.objectStore("events").delete(IDBKeyRange.bound([id], [id, []]))
    await done(transaction)
  }
}
