// Encrypts what waits in this browser with a key that only an open vault gives. The key is held in memory and
// written nowhere, so that a killed browser leaves nothing on the disk that can be read.

/** @typedef {{nonce: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer}} Sealed */

const CIPHER = "AES-GCM"
const NONCE_BYTES = 12

/** @param {string} key 32 bytes in base64 @returns {Promise<CryptoKey>} */
export function sealingKey(key) {
  const bytes = Uint8Array.from(atob(key), (char) => char.charCodeAt(0))
  return crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"])
}

/**
 * @param {CryptoKey} key @param {string} boundTo opens only together with it
 * @param {unknown} value anything that JSON holds @returns {Promise<Sealed>}
 */
export async function seal(key, boundTo, value) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  return { nonce, sealed: await crypto.subtle.encrypt(how(nonce, boundTo), key, plain) }
}

/** @param {CryptoKey} key @param {string} boundTo @param {Sealed} kept @returns {Promise<any>} undefined: another key's */
export async function unseal(key, boundTo, { nonce, sealed }) {
  try {
    const plain = await crypto.subtle.decrypt(how(nonce, boundTo), key, sealed)
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return undefined
  }
}

/** @param {Uint8Array<ArrayBuffer>} iv @param {string} boundTo */
function how(iv, boundTo) {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(boundTo) }
}
