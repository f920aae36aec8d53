// Fetches the recorded clips of a speaker and keeps them in this browser. It decodes and plays nothing.

import { sha256 } from "../lib/sha256.js"

/** @typedef {{language: string, speaker: string, name: string, voice: string, version: string}} Speaker */
/** @typedef {Map<string, ArrayBuffer>} Pack text → sound file */

const VOICE_CACHE = "voice"

/** The form that this browser can decode, and what its files end in. */
function codecHere() {
  const opus = document.createElement("audio").canPlayType('audio/ogg; codecs="opus"')
  return opus ? { codec: "opus", ending: "opus" } : { codec: "aac", ending: "m4a" }
}

/** @param {Speaker} speaker @param {string} text */
export async function clipAddress({ language, speaker, version }, text) {
  const { codec, ending } = codecHere()
  const key = (await sha256(text)).slice(0, 16)
  return `/voice/${language}/${speaker}/${codec}/${key}.${ending}?v=${version}`
}

/**
 * What there is of these texts: from this browser, else from the server. A text without a clip is left out.
 * @param {Speaker} speaker
 * @param {string[]} texts
 * @returns {Promise<Pack>}
 */
export async function loadPack(speaker, texts) {
  const cache = await globalThis.caches?.open(VOICE_CACHE)
  /** @type {Pack} */
  const pack = new Map()
  const load = async (/** @type {string} */ text) => {
    const file = await clipFile(cache, await clipAddress(speaker, text))
    if (file) pack.set(text, file)
  }
  await Promise.all(texts.map(load))
  await forgetOld(cache, speaker)
  return pack
}

/** @param {Cache | undefined} cache @param {string} address @returns {Promise<ArrayBuffer | null>} */
async function clipFile(cache, address) {
  const kept = await cache?.match(address)
  if (kept) return kept.arrayBuffer()
  const answer = await fetch(address).catch(() => null)
  if (!answer?.ok) return null
  // A full disk refuses: then the clip is here as long as the page.
  await cache?.put(address, answer.clone()).catch(() => {})
  return answer.arrayBuffer()
}

/** Recordings that were made anew have a new version. @param {Cache | undefined} cache @param {Speaker} speaker */
async function forgetOld(cache, { language, speaker, version }) {
  for (const { url } of (await cache?.keys()) ?? []) {
    if (url.includes(`/voice/${language}/${speaker}/`) && !url.endsWith(`?v=${version}`))
      await cache?.delete(url)
  }
}
