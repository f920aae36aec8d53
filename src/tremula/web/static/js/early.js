// A press or a word that comes before the page's scripts would be lost, or go where a plain form goes. It is held, and
// made once more when they are here: modules run before DOMContentLoaded. A plain script on purpose: it is here first.
{
  /** What is held, each once for its place. @type {Map<string, Map<EventTarget, () => void>>} */
  const held = new Map()

  /** @param {Event} event @returns {(() => void) | undefined} the same once more; nothing where no script answers it */
  const again = (event) => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event instanceof SubmitEvent)
      return () => /** @type {HTMLFormElement} */ (target).requestSubmit(event.submitter)
    if (event instanceof KeyboardEvent && event.key !== "Escape") return undefined
    if (event instanceof KeyboardEvent)
      return () => target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))
    if (event.type !== "click") return () => target.dispatchEvent(new Event(event.type, { bubbles: true }))
    const pressed = /** @type {HTMLElement | null} */ (target.closest("button[type=button], a[data-look]"))
    return pressed ? () => pressed.click() : undefined
  }

  /** @param {Event} event */
  const hold = (event) => {
    const more = event.target && again(event)
    if (!more) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const same = held.get(event.type) ?? new Map()
    held.set(event.type, same.set(event.target, more))
  }

  const types = ["input", "change", "keydown", "click", "submit"]
  for (const type of types) addEventListener(type, hold, true)
  addEventListener("DOMContentLoaded", () => {
    for (const type of types) removeEventListener(type, hold, true)
    for (const type of types) for (const more of held.get(type)?.values() ?? []) more()
  })
}
