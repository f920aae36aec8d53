// Sends again by itself while tremula is away, locked or lets nobody in. What was said stays on the page; nothing is stored.

const AWAY = ["unreachable", "locked", "login"]
const PAUSE = 3_000
const WAITING =
  "Not kept yet: tremula is away or locked. What you said stays on this page and is kept as soon as tremula is open again, also in another tab."

/** @param {Event} event */
const stay = (event) => event.preventDefault()

/** @param {unknown} error */
const isAway = (error) => error instanceof Error && "code" in error && AWAY.includes(String(error.code))

/**
 * What `send` comes to. While it cannot arrive, `say` tells so once, and leaving the page asks first.
 * @template T
 * @param {() => Promise<T>} send
 * @param {(words: string) => void} say
 * @param {number} [pause] milliseconds between two tries
 * @returns {Promise<T>}
 */
export async function insist(send, say, pause = PAUSE) {
  let told = false
  try {
    for (;;) {
      try {
        return await send()
      } catch (error) {
        if (!isAway(error)) throw error
      }
      if (!told) say(WAITING)
      if (!told) addEventListener("beforeunload", stay)
      told = true
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  } finally {
    removeEventListener("beforeunload", stay)
  }
}
