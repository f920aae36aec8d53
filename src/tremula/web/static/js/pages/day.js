// Lets the day in the picture go by: pulse, breath and senses follow its line. Nothing moves before it is asked to.

import { all, find } from "../lib/page.js"

const figure = find("#day")
const slider = /** @type {HTMLInputElement} */ (find("#day-hour"))
const play = find("#day-play")
const first = Number(figure.dataset.first)
const last = Number(figure.dataset.last)
const highest = Number(figure.dataset.top)
const lowest = Number(figure.dataset.bottom)
const DAY_MS = 36_000

/** @param {string} selector @param {Element} within @returns {SVGGraphicsElement} */
const part = (selector, within) => /** @type {any} */ (within.querySelector(selector))

const pictures = all("svg[data-state]", figure).map((svg) => ({
  says: find(`[data-says="${svg.dataset.state}"]`, figure),
  line: /** @type {SVGPathElement} */ (part(".day-line", svg)),
  now: part(".day-now", svg),
  heart: part(".day-heart", svg),
  breath: part(".day-breath", svg),
  senses: part(".day-senses", svg),
  beat: 0,
  breathing: 0,
}))
const happens = all("tbody th", figure).map((cell) => cell.textContent ?? "")

/** The place on a line at a share of its width: halving, as the line goes only to the right. */
function placeAt(/** @type {SVGPathElement} */ line, /** @type {number} */ share) {
  let [low, high] = [0, line.getTotalLength()]
  const [from, to] = [line.getPointAtLength(low).x, line.getPointAtLength(high).x]
  const x = from + share * (to - from)
  for (let turn = 0; turn < 14; turn++) {
    const middle = (low + high) / 2
    if (line.getPointAtLength(middle).x < x) low = middle
    else high = middle
  }
  return line.getPointAtLength(low)
}

/** Energy from 0 to 10 at a height of the drawing. */
const levelOf = (/** @type {number} */ y) => ((lowest - y) * 10) / (lowest - highest)

function zoneOf(/** @type {number} */ level) {
  if (level <= Number(figure.dataset.calm) + 0.5) return "rest"
  return level >= Number(figure.dataset.wake) - 0.5 ? "energy" : "between"
}

/** @param {number} hour @param {number} seconds how long pulse and breath went on; 0 shows them still */
function show(hour, seconds) {
  for (const picture of pictures) {
    const { x, y } = placeAt(picture.line, (hour - first) / (last - first))
    const level = levelOf(y)
    picture.now.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`)
    picture.beat += seconds * (0.7 + level * 0.13) * 2 * Math.PI
    picture.breathing += seconds * (0.12 + level * 0.04) * 2 * Math.PI
    picture.heart.setAttribute("r", (4.5 + 1.2 * Math.sin(picture.beat)).toFixed(2))
    picture.breath.setAttribute("r", (10.5 + 2 * Math.sin(picture.breathing)).toFixed(2))
    picture.senses.setAttribute("stroke-width", (0.6 + level * 0.24).toFixed(2))
    tellWords(picture.says, figure.dataset[zoneOf(level)] ?? "")
  }
  tellHour(hour)
}

/** @param {HTMLElement} element @param {string} words */
function tellWords(element, words) {
  if (element.textContent !== words) element.textContent = words
}

/** @param {number} hour */
function tellHour(hour) {
  const clock = `${String(Math.floor(hour)).padStart(2, "0")}:${String(Math.floor((hour % 1) * 60)).padStart(2, "0")}`
  const nearest = Math.round(((hour - first) / (last - first)) * (happens.length - 1))
  tellWords(find("#day-clock"), clock)
  slider.setAttribute("aria-valuetext", `${clock}, near ${happens[nearest]}`)
}

let before = 0
let going = 0

/** @param {number} at */
function step(at) {
  const seconds = Math.min(0.1, (at - before) / 1000)
  before = at
  const hour = slider.valueAsNumber + exact + ((last - first) * seconds * 1000) / DAY_MS
  if (hour >= last) return halt(last)
  slider.value = String(hour)
  exact = hour - slider.valueAsNumber
  show(hour, seconds)
  going = requestAnimationFrame(step)
}

/** What the slider's steps cut off. */
let exact = 0

/** @param {number} hour */
function halt(hour) {
  cancelAnimationFrame(going)
  going = 0
  exact = 0
  slider.value = String(hour)
  show(slider.valueAsNumber, 0)
  find("[data-words]", play).textContent = "Let the day go by"
}

function go() {
  if (slider.valueAsNumber >= last) slider.value = String(first)
  find("[data-words]", play).textContent = "Pause"
  before = performance.now()
  going = requestAnimationFrame(step)
}

play.addEventListener("click", () => (going ? halt(slider.valueAsNumber) : go()))
slider.addEventListener("input", () => halt(slider.valueAsNumber))
find("#day-controls").hidden = false
halt(first)
