// Lets a phone be felt. It does nothing where the device cannot, and never vibrates longer than it was told.

/** @param {readonly number[]} pattern ms of shaking and stillness in turn; empty does nothing */
export function vibrate(pattern) {
  if (pattern.length && "vibrate" in navigator) navigator.vibrate([...pattern])
}

export const canVibrate = () => "vibrate" in navigator && matchMedia("(pointer: coarse)").matches
