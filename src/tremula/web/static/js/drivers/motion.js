// The phone's own motion, listened to only while a question waits. It keeps no reading and sends none anywhere.

import { Nod } from "../engine/nod.js"

export class Motion {
  /** @param {EventTarget} [device] */
  constructor(device = window) {
    this.device = device
    this.nod = new Nod()
    this.onNod = () => {}
    this.onAlive = () => {}
    this.moved = (/** @type {Event} */ event) => this.read(/** @type {DeviceMotionEvent} */ (event))
  }

  /** Some devices ask their person first, and only when a button was just pressed. */
  static ask() {
    const kind = /** @type {any} */ (globalThis.DeviceMotionEvent)
    kind?.requestPermission?.().catch(() => "denied")
  }

  /** @param {boolean} on */
  listen(on) {
    this.device.removeEventListener("devicemotion", this.moved)
    this.nod.forget()
    if (on) this.device.addEventListener("devicemotion", this.moved)
  }

  /** @param {DeviceMotionEvent} event */
  read({ timeStamp, accelerationIncludingGravity: reading }) {
    if (typeof reading?.x !== "number" || typeof reading.y !== "number" || typeof reading.z !== "number")
      return
    this.onAlive()
    if (this.nod.read(timeStamp, [reading.x, reading.y, reading.z])) this.onNod()
  }
}
