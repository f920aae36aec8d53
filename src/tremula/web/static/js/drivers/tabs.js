// Stop reaches the tab that leads a session from any other tab in which it is open. It carries nothing else.

/** @param {string} id of the session */
const channelOf = (id) => new BroadcastChannel(`tremula-stop-${id}`)

/** @param {string} id of the session @param {() => void} stop */
export function stopFromElsewhere(id, stop) {
  channelOf(id).onmessage = stop
}

/** @param {string} id of the session */
export function stopThere(id) {
  const channel = channelOf(id)
  channel.postMessage("stop")
  channel.close()
}
