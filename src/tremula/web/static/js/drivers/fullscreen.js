// Full screen, where the browser has it. It never asks by itself.

export const canFillScreen = () => document.fullscreenEnabled === true

/** Fill the screen, or leave it. A refusal changes nothing. */
export async function toggleFullScreen() {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen()
  await change.catch(() => {})
}
