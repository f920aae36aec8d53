// Stop reaches the tab that leads a session from any other tab in which it is open, and that tab says when it has
// stopped: nobody is told "Stopped" on a guess. It carries nothing else.

/** ms that the other tab has for its answer. */
const PATIENCE = 700

/** @param {string} id of the session */
const channelOf = (id) => new BroadcastChannel(`tremula-stop-${id}`)

/** @param {string} id of the session @param {() => boolean} stop tells whether the session stands still now */
export function stopFromElsewhere(id, stop) {
  const channel = channelOf(id)
  channel.onmessage = ({ data }) => {
    if (data === "stop" && stop()) channel.postMessage("stopped")
  }
}

/** @param {string} id of the session @returns {Promise<boolean>} whether the tab that leads it has stopped */
export function stopThere(id) {
  const channel = channelOf(id)
  return new Promise((/** @type {(answer: boolean) => void} */ resolve) => {
    channel.onmessage = ({ data }) => data === "stopped" && resolve(true)
    setTimeout(resolve, PATIENCE, false)
    channel.postMessage("stop")
  }).finally(() => channel.close())
}
