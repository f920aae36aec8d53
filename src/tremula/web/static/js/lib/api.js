// Asks the server of this machine, and nobody else, with the second half of the login.

const KEY = "tremula.second-half"
const UNREACHABLE = "tremula does not answer. Look whether it is still running, then try again."

/** Something the server refused; the words say why and what helps. */
export class Refused extends Error {
  /** @param {number} status @param {{code?: string, words?: string}} error */
  constructor(status, error) {
    super(error.words ?? `That did not work (${status}). Please try again.`)
    this.status = status
    this.code = error.code ?? ""
  }
}

/** @param {string} secondHalf */
export const keepSecondHalf = (secondHalf) => localStorage.setItem(KEY, secondHalf)
export const keptSecondHalf = () => localStorage.getItem(KEY) ?? ""
export const forgetSecondHalf = () => localStorage.removeItem(KEY)

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>} the JSON of the answer, or null when it has none
 */
export async function ask(method, path, body) {
  const response = await fetch(path, request(method, body)).catch(() => {
    throw new Refused(0, { code: "unreachable", words: UNREACHABLE })
  })
  const text = await response.text()
  const answer = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null
  if (!response.ok) throw new Refused(response.status, answer?.error ?? {})
  return answer
}

/** @param {string} method @param {unknown} body @returns {RequestInit} */
function request(method, body) {
  const headers = new Headers({ "X-Session": localStorage.getItem(KEY) ?? "" })
  if (method !== "GET") headers.set("Content-Type", "application/json")
  const sent = method === "GET" ? undefined : JSON.stringify(body ?? {})
  return { method, headers, body: sent, cache: "no-store", credentials: "same-origin" }
}
