// Posts JSON and gives the status and the answer; never throws for what a network or a server can do.

/** @param {number} ms @returns {Promise<void>} */
export const wait = (ms) => new Promise((go) => setTimeout(go, ms))

/**
 * @param {string} method @param {string} path @param {object} body
 * @param {string} [token] an append token; without it the login is used
 * @returns {Promise<{status: number, answer: any}>} status 0 when nobody answered
 */
export async function post(method, path, body, token) {
  const headers = new Headers({ "Content-Type": "application/json" })
  if (token) headers.set("Authorization", `Bearer ${token}`)
  else headers.set("X-Session", localStorage.getItem("tremula.second-half") ?? "")
  try {
    const response = await fetch(path, { method, headers, body: JSON.stringify(body), cache: "no-store" })
    const text = await response.text()
    return { status: response.status, answer: text ? JSON.parse(text) : null }
  } catch {
    return { status: 0, answer: null }
  }
}
