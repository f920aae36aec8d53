// Has everything a session needs kept in this browser, so that the server may vanish. The service worker serves
// what this fills in. Nothing of a person goes into it: pages without their data, static files, the poses.

import { serviceWorkerAddress } from "../lib/trusted.js"

const PREFIX = "tremula-"
/** Set last: a cache that has it has everything. */
const COMPLETE = "/complete"
const PAGES = ["/practise", "/grounding", "/help/shaking", "/api/poses"]
const PUBLIC = PAGES.slice(1)

/**
 * Keep everything, as far as this login allows, and look whether it is all there.
 * @returns {Promise<boolean>} true: a session can begin and end without the server
 */
export async function getReadyForOffline() {
  if (!("serviceWorker" in navigator)) return false
  await navigator.serviceWorker.register(/** @type {string} */ (serviceWorkerAddress()), { scope: "/" })
  await navigator.serviceWorker.ready
  return navigator.locks.request("tremula-offline", async () => {
    const listed = await get("/static/files.json")
    if (!listed?.ok) return isComplete()
    const { tree, files } = await listed.json()
    return fill(`${PREFIX}${tree}`, files)
  })
}

/** Is there a cache in which everything was found? */
async function isComplete() {
  return (await caches.match(COMPLETE)) !== undefined
}

/** @param {string} name @param {string[]} files */
async function fill(name, files) {
  const cache = await caches.open(name)
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  const missing = files.filter((file) => !kept.has(file))
  const results = await Promise.all([...missing, ...PAGES].map((address) => keep(cache, address)))
  if (results.includes(false)) return hasAll(cache, [...files, ...PAGES])
  if (!(await hasAll(cache, [...files, ...PAGES]))) return false
  await cache.put(COMPLETE, new Response())
  await forgetOthers(name)
  return true
}

/** @param {Cache} cache @param {string} address @returns {Promise<boolean>} */
async function keep(cache, address) {
  const response = await get(address)
  if (!response?.ok || response.redirected) return false
  await cache.put(address, response)
  return true
}

/** @param {string} address @returns {Promise<Response | undefined>} undefined when nobody answers */
const get = (address) => fetch(address, { credentials: "same-origin" }).catch(() => undefined)

/** @param {Cache} cache @param {string[]} addresses */
async function hasAll(cache, addresses) {
  const found = await Promise.all(addresses.map((address) => cache.match(address)))
  return found.every((response) => response !== undefined)
}

/** An older version stays as long as a session runs: its page may still ask for a file. @param {string} name */
async function forgetOthers(name) {
  const { held = [] } = await navigator.locks.query()
  if (held.some((lock) => lock.name?.startsWith("tremula-session-"))) return
  const names = await caches.keys()
  await Promise.all(
    names.filter((each) => each.startsWith(PREFIX) && each !== name).map((n) => caches.delete(n)),
  )
}

/** What may stay after locking: nothing but what everybody may see. */
export async function forgetPractise() {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url)
      if (pathname === COMPLETE || !(PUBLIC.includes(pathname) || pathname.startsWith("/static/")))
        await cache.delete(url)
    }
  }
}
