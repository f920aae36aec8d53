// What was written and is not yet on the server, encrypted, one draft for each sitting. It is a buffer, never the
// journal: what the server has is deleted here.

import { seal, unseal } from "./seal.js"

/** @typedef {{at: string, text: string, kind: string, prompt: string, session: string | null}} Page */
/** @typedef {Page & {entry: string, sitting: string, seq: number}} Draft */
/** @typedef {import("./seal.js").Sealed & {entry: string, sitting: string, seq: number}} KeptDraft */

export const DRAFTS = "tremula-journal"
const STORE = "drafts"
const DURABLE = /** @type {const} */ ({ durability: "strict" })

/** @param {CryptoKey} key @returns {Promise<Drafts>} */
export async function openDrafts(key) {
  const request = indexedDB.open(DRAFTS, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ["entry", "sitting"] })
  const database = await answered(request)
  database.onversionchange = () => database.close()
  return new Drafts(database, key)
}

/** Whether there may be any, without making the store. */
export async function anyDrafts() {
  if (!indexedDB.databases) return true
  return (await indexedDB.databases()).some(({ name }) => name === DRAFTS)
}

export class Drafts {
  /** @param {IDBDatabase} database @param {CryptoKey} key */
  constructor(database, key) {
    this.database = database
    this.key = key
  }

  /** On the disk before this resolves; it replaces what this sitting had. @param {Draft} draft */
  async put({ entry, sitting, seq, ...page }) {
    const kept = { entry, sitting, seq, ...(await seal(this.key, bound(entry, sitting, seq), page)) }
    const transaction = this.database.transaction(STORE, "readwrite", DURABLE)
    transaction.objectStore(STORE).put(kept)
    await written(transaction)
  }

  /** All that this key opens; what another vault's page left stays where it is. @returns {Promise<Draft[]>} */
  async all() {
    const kept = await answered(this.database.transaction(STORE).objectStore(STORE).getAll())
    const opened = await Promise.all(kept.map((each) => this.open(each)))
    return opened.filter((each) => each !== undefined)
  }

  /** @param {KeptDraft} kept @returns {Promise<Draft | undefined>} */
  async open(kept) {
    const { entry, sitting, seq } = kept
    const page = await unseal(this.key, bound(entry, sitting, seq), kept)
    return page && { entry, sitting, seq, ...page }
  }

  /** The server has it, unless more was written meanwhile. @param {Draft} draft */
  async confirm({ entry, sitting, seq }) {
    const transaction = this.database.transaction(STORE, "readwrite", DURABLE)
    const store = transaction.objectStore(STORE)
    const kept = await answered(store.get([entry, sitting]))
    if (kept && kept.seq <= seq) store.delete([entry, sitting])
    await written(transaction)
  }

  /** Nothing of this entry stays here. @param {string} entry */
  async forget(entry) {
    const transaction = this.database.transaction(STORE, "readwrite", DURABLE)
    transaction.objectStore(STORE).delete(IDBKeyRange.bound([entry], [entry, []]))
    await written(transaction)
  }
}

/** @param {string} entry @param {string} sitting @param {number} seq */
const bound = (entry, sitting, seq) => `${entry} ${sitting} ${seq}`

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} when it is on the disk */
function written(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error("not written"))
  })
}
