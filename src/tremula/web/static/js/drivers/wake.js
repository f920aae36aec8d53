// Keeps the screen awake while a session runs. It never keeps it awake longer than asked.

export class Wake {
  constructor() {
    this.wanted = false
    /** @type {WakeLockSentinel | null} */ this.lock = null
    // The browser takes the lock away with the page's visibility.
    document.addEventListener("visibilitychange", () => this.renew())
  }

  /** @param {boolean} wanted */
  async keep(wanted) {
    if (wanted === this.wanted) return
    this.wanted = wanted
    if (wanted) await this.renew()
    else {
      await this.lock?.release()
      this.lock = null
    }
  }

  async renew() {
    if (!this.wanted || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return
    // Refused on a low battery or by a policy: the session goes on all the same.
    this.lock = await navigator.wakeLock.request("screen").catch(() => null)
  }
}
