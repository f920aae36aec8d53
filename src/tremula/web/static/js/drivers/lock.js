// One tab owns a session. A second one is told, and can take over; the first is told then.

/** @typedef {{owned: boolean, release: () => void}} Owner */

/**
 * @param {string} id of the session
 * @param {object} [options]
 * @param {boolean} [options.takeOver] take it from the tab that has it
 * @param {() => void} [options.onTaken] another tab has taken it
 * @returns {Promise<Owner>} `owned` is false when another tab has it
 */
export function ownSession(id, { takeOver = false, onTaken = () => {} } = {}) {
  const how = takeOver ? { steal: true } : { ifAvailable: true }
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`tremula-session-${id}`, how, (lock) => held(lock, resolve))
      .catch((error) => {
        if (error?.name === "AbortError") onTaken()
        else reject(error)
      })
  })
}

/** @param {Lock | null} lock @param {(owner: Owner) => void} resolve @returns {Promise<void> | undefined} */
function held(lock, resolve) {
  if (!lock) {
    resolve({ owned: false, release: () => {} })
    return undefined
  }
  return new Promise((release) => resolve({ owned: true, release: () => release() }))
}
