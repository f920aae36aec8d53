// Ids that sort by time (UUIDv7, RFC 9562), made here so that a session exists before any server knows it.

/** @param {number} wall ms since 1970 @param {Uint8Array} random ten random bytes */
export function uuid7(wall, random = crypto.getRandomValues(new Uint8Array(10))) {
  const bytes = [...random]
  bytes[0] = (bytes[0] & 0x0f) | 0x70
  bytes[2] = (bytes[2] & 0x3f) | 0x80
  const hex =
    Math.floor(wall).toString(16).padStart(12, "0") +
    bytes.map((b) => b.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}
