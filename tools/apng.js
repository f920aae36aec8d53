// Makes a small moving picture (APNG with up to 256 colours) of a row of pictures. It reads no file.

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

/** @param {Uint8Array} bytes */
const crc = (bytes) => ~bytes.reduce((c, byte) => TABLE[(c ^ byte) & 255] ^ (c >>> 8), -1) >>> 0
/** @param {number[]} numbers each in four bytes */
const long = (...numbers) => numbers.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255])

/** @param {string} name @param {ArrayLike<number>} data @returns {Uint8Array} */
function chunk(name, data) {
  const body = new Uint8Array([...name].map((letter) => letter.charCodeAt(0)).concat(Array.from(data)))
  return new Uint8Array([...long(data.length), ...body, ...long(crc(body))])
}

/** @param {Uint8Array} bytes */
async function deflate(bytes) {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** The commonest colours of the pictures, and every pixel as one of them. @param {Uint8ClampedArray[]} pictures */
function palette(pictures) {
  const key = (/** @type {Uint8ClampedArray} */ p, /** @type {number} */ i) =>
    ((p[i] & 248) << 16) | ((p[i + 1] & 248) << 8) | (p[i + 2] & 248)
  const count = new Map()
  for (const p of pictures) for (let i = 0; i < p.length; i += 4) count.set(key(p, i), (count.get(key(p, i)) ?? 0) + 1)
  const colours = [...count.keys()].sort((a, b) => count.get(b) - count.get(a)).slice(0, 64)
  const parts = (/** @type {number} */ c) => [c >> 16, (c >> 8) & 255, c & 255]
  const far = (/** @type {number} */ a, /** @type {number} */ b) =>
    parts(a).reduce((sum, v, i) => sum + (v - parts(b)[i]) ** 2, 0)
  const nearest = new Map()
  for (const c of count.keys())
    nearest.set(
      c,
      colours.reduce((best, each, i) => (far(c, each) < far(c, colours[best]) ? i : best), 0),
    )
  const indexed = pictures.map((p) =>
    Uint8Array.from({ length: p.length / 4 }, (_, i) => nearest.get(key(p, 4 * i))),
  )
  return { colours: colours.flatMap((c) => parts(c).map((v) => Math.min(255, v + 4))), indexed }
}

/** Where a picture differs from the one before. @param {Uint8Array} now @param {Uint8Array | undefined} before @param {number} size */
function changed(now, before, size) {
  if (!before) return [0, 0, size, size]
  let [left, top, right, bottom] = [size, size, 0, 0]
  for (let i = 0; i < now.length; i++) {
    if (now[i] === before[i]) continue
    const [x, y] = [i % size, Math.floor(i / size)]
    ;[left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)]
  }
  return right > left ? [left, top, right - left, bottom - top] : [0, 0, 1, 1]
}

/** The rows of a part of a picture, each with its filter byte. @param {Uint8Array} picture @param {number[]} box @param {number} size */
function rows(picture, [x, y, width, height], size) {
  const out = []
  for (let row = y; row < y + height; row++) out.push(0, ...picture.subarray(row * size + x, row * size + x + width))
  return Uint8Array.from(out)
}

/** @param {string} png base64 of square pictures side by side @param {number[]} delays ms for each @returns {Promise<string>} base64 */
export async function apng(png, delays) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
  const size = bitmap.height
  const canvas = new OffscreenCanvas(bitmap.width, size)
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"))
  context.drawImage(bitmap, 0, 0)
  const pictures = delays.map((_, i) => context.getImageData(i * size, 0, size, size).data)
  const { colours, indexed } = palette(pictures)
  const chunks = [chunk("IHDR", [...long(size, size), 8, 3, 0, 0, 0]), chunk("PLTE", colours)]
  if (delays.length > 1) chunks.push(chunk("acTL", long(delays.length, 0)))
  let number = 0
  for (const [i, picture] of indexed.entries()) {
    const box = changed(picture, indexed[i - 1], size)
    const data = await deflate(rows(picture, box, size))
    const place = long(number++, box[2], box[3], box[0], box[1])
    if (delays.length > 1) chunks.push(chunk("fcTL", [...place, delays[i] >> 8, delays[i] & 255, 3, 232, 0, 0]))
    chunks.push(i === 0 ? chunk("IDAT", data) : chunk("fdAT", [...long(number++), ...data]))
  }
  chunks.push(chunk("IEND", []))
  const bytes = [137, 80, 78, 71, 13, 10, 26, 10, ...chunks.flatMap((one) => [...one])]
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""))
}
