// Ratings from 0 to 10 on sliders: unanswered until touched, a digit answers, Delete takes the answer back.
// A swipe over one scrolls the page and answers nothing. It sends nothing and knows no question.

const DIGITS = /^\d$/
const TEN_WITHIN = 900
const ACCEPT = " "
const TAKE_BACK = ["Delete", "Backspace"]
/** The width of the handle, as in practice.css. */
const HANDLE = 34
const SIDEWAYS = 8

/** Make every rating within answer to keys, taps and its own button. @param {ParentNode} within */
export function letRate(within) {
  for (const rate of within.querySelectorAll("[data-rate]")) {
    const slider = /** @type {HTMLInputElement} */ (rate.querySelector("input"))
    const value = /** @type {HTMLButtonElement} */ (rate.querySelector("[data-clear]"))
    const show = () => showRating(slider, value)
    const answer = () => answered(slider, show)
    slider.addEventListener("input", answer)
    letTouch(slider, answer)
    slider.addEventListener(
      "keydown",
      keysOf(slider, answer, () => takeBack(slider, show)),
    )
    value.addEventListener("click", () => {
      takeBack(slider, show)
      slider.focus()
    })
    show()
  }
}

/** What was rated, by name. @param {ParentNode} within @returns {Record<string, number>} */
export function ratingsIn(within) {
  const sliders = /** @type {NodeListOf<HTMLInputElement>} */ (within.querySelectorAll("[data-rate] input"))
  const rated = [...sliders].filter((slider) => !("unset" in slider.dataset))
  return Object.fromEntries(rated.map((slider) => [slider.name, slider.valueAsNumber]))
}

/**
 * A tap answers, and so does a drag sideways. What the browser takes for scrolling (pointercancel) does not:
 * its own slider would keep the place where the thumb came down.
 * @param {HTMLInputElement} slider @param {() => void} answer
 */
function letTouch(slider, answer) {
  let from = 0
  const put = (/** @type {PointerEvent} */ { clientX }) => {
    slider.value = valueAt(slider, clientX)
    answer()
  }
  slider.addEventListener("pointerdown", ({ clientX }) => {
    from = clientX
  })
  slider.addEventListener("pointermove", (event) => {
    if (event.buttons && Math.abs(event.clientX - from) > SIDEWAYS) put(event)
  })
  slider.addEventListener("pointerup", put)
}

/** @param {HTMLInputElement} slider @param {number} x */
function valueAt(slider, x) {
  const { left, width } = slider.getBoundingClientRect()
  const share = (x - left - HANDLE / 2) / (width - HANDLE)
  return String(Math.round(10 * Math.min(1, Math.max(0, share))))
}

/** @param {HTMLInputElement} slider @param {() => void} show */
function answered(slider, show) {
  delete slider.dataset.unset
  show()
}

/** @param {HTMLInputElement} slider @param {() => void} show */
function takeBack(slider, show) {
  slider.dataset.unset = ""
  slider.value = "5"
  show()
}

/** @param {HTMLInputElement} slider @param {HTMLButtonElement} value */
function showRating(slider, value) {
  const unset = "unset" in slider.dataset
  slider.setAttribute("aria-valuetext", unset ? "not answered" : `${slider.value} of 10`)
  value.textContent = unset ? "–" : slider.value
  value.disabled = unset
}

/**
 * Digits set the value; 1 and then 0 make 10.
 * @param {HTMLInputElement} slider @param {() => void} answer @param {() => void} clear
 */
function keysOf(slider, answer, clear) {
  let one = Number.NEGATIVE_INFINITY
  return (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const { key, timeStamp } = event
    if (TAKE_BACK.includes(key)) clear()
    else if (key === ACCEPT) answer()
    else if (DIGITS.test(key)) {
      slider.value = key === "0" && timeStamp - one < TEN_WITHIN ? "10" : key
      one = key === "1" ? timeStamp : Number.NEGATIVE_INFINITY
      answer()
    } else return
    event.preventDefault()
  }
}
