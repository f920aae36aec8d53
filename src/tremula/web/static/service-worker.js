// Serves what js/drivers/offline.js has kept, when the server does not answer. It keeps nothing itself, and never
// touches an answer with somebody's data: only static files, the poses and three pages without data go through it.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const PAGES = ["/practise", "/grounding", "/help/shaking"]
const COMPLETE = "/complete"
const FINAL = ["finished", "stopped", "silent", "left"]

worker.addEventListener("install", () => worker.skipWaiting())
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== worker.location.origin) return
  if (pathname === "/api/poses") event.respondWith(fromServerFirst(request, pathname))
  else if (request.mode === "navigate" && PAGES.includes(pathname)) event.respondWith(page(request, pathname))
  else if (/^\/static\/[0-9a-f]+\//.test(pathname)) event.respondWith(fromCacheFirst(request, pathname))
})

/** An address under /static holds its content's hash. @param {Request} request @param {string} path */
async function fromCacheFirst(request, path) {
  return (await kept(path)) ?? fetch(request)
}

/** @param {Request} request @param {string} path */
async function fromServerFirst(request, path) {
  try {
    return await fetch(request)
  } catch (error) {
    const response = await kept(path)
    if (response) return response
    throw error
  }
}

/**
 * After the server was started anew nobody is let in; a session that runs here goes on all the same, because its
 * events can still be appended.
 * @param {Request} request @param {string} path
 */
async function page(request, path) {
  const response = await fromServerFirst(request, path)
  if (response.ok || path !== "/practise" || !(await sessionRuns())) return response
  return (await kept(path)) ?? response
}

/** From the newest whole cache, else from any. @param {string} path */
async function kept(path) {
  for (const name of (await caches.keys()).reverse()) {
    const cache = await caches.open(name)
    const response = (await cache.match(COMPLETE)) && (await cache.match(path))
    if (response) return response
  }
  return caches.match(path)
}

/** @returns {Promise<boolean>} */
async function sessionRuns() {
  const sessions = await new Promise((resolve) => {
    const request = indexedDB.open("tremula")
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = () => resolve([])
    request.onsuccess = () => readSessions(request.result, resolve)
  })
  return sessions.some((/** @type {any} */ kept) => kept.seq > 0 && !FINAL.includes(kept.session.state))
}

/** @param {IDBDatabase} database @param {(sessions: any[]) => void} resolve */
function readSessions(database, resolve) {
  const all = database.transaction("sessions").objectStore("sessions").getAll()
  all.onsuccess = () => {
    database.close()
    resolve(all.result)
  }
}
