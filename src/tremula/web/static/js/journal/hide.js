// Hides the journal at once: Escape or the button. First nothing can be seen, then another page is there, and the
// way back does not lead here (away.js). Nothing that was written is lost by it.

import { all } from "../lib/page.js"

const ELSEWHERE = "/library"

const HIDDEN = "tremula.away"

export function hideQuickly() {
  sessionStorage.setItem(HIDDEN, "1")
  document.documentElement.classList.add("away")
  document.title = "tremula"
  location.replace(ELSEWHERE)
}

/** Escape counts everywhere on the page, except while letters are put together. */
export function watchForHiding() {
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing) return
      event.preventDefault()
      hideQuickly()
    },
    { capture: true },
  )
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && sessionStorage.getItem(HIDDEN)) hideQuickly()
  })
  for (const button of all("[data-hide]")) button.addEventListener("click", hideQuickly)
}
