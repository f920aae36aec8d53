// Watches the battery where the browser tells it. It never keeps or sends what it reads.

/** @typedef {EventTarget & {level: number, charging: boolean}} Battery */

const LOW = 0.1

/**
 * Call `onLow` once each time the battery falls below a tenth while nothing charges it.
 * @param {() => void} onLow
 */
export async function watchBattery(onLow) {
  const ask = /** @type {{getBattery?: () => Promise<Battery>}} */ (navigator).getBattery
  if (!ask) return
  const battery = await ask.call(navigator)
  let told = false
  const look = () => {
    const low = battery.level < LOW && !battery.charging
    if (low && !told) onLow()
    told = low
  }
  battery.addEventListener("levelchange", look)
  battery.addEventListener("chargingchange", look)
  look()
}
