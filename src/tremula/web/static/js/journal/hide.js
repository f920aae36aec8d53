// Hides the journal at once: Escape or the button. First nothing can be seen, then another page is there, and the
// way back does not lead here (away.js). Nothing that was written is lost by it.

import { all } from "../lib/page.js"

const ELSEWHERE = "/library"

const HIDDEN = "tremula.away"
/** The empty page waits this long for the last letters to reach the disk (ms). */
const LONGEST = 1_000

/** @param {() => Promise<unknown>} settled */
export async function hideQuickly(settled) {
  sessionStorage.setItem(HIDDEN, "1")
  document.documentElement.classList.add("away")
  document.title = "tremula"
  await Promise.race([settled().catch(() => {}), new Promise((go) => setTimeout(go, LONGEST))])
  location.replace(ELSEWHERE)
}

/**
 * Escape counts everywhere on the page, except while letters are put together.
 * @param {() => Promise<unknown>} [settled] resolves when all that was written is on the disk
 */
export function watchForHiding(settled = async () => {}) {
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing) return
      event.preventDefault()
      hideQuickly(settled)
    },
    { capture: true },
  )
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && sessionStorage.getItem(HIDDEN)) hideQuickly(settled)
  })
  for (const button of all("[data-hide]")) button.addEventListener("click", () => hideQuickly(settled))
}
