// Small helps for the scripts of pages: find, reveal, submit. It holds no rule and asks no server.

/**
 * The element that a page is known to have; its absence is a mistake of ours.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {E}
 */
export function find(selector, within = document) {
  const found = within.querySelector(selector)
  if (!found) throw new Error(`no ${selector} on this page`)
  return /** @type {E} */ (/** @type {unknown} */ (found))
}

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export const all = (selector, within = document) => [...within.querySelectorAll(selector)].map(asHtml)

/** @param {Element} element */
const asHtml = (element) => /** @type {HTMLElement} */ (element)

/**
 * Show one of several panels and bring the reader to its heading.
 * @param {string} name the panel's data-panel
 */
export function showPanel(name) {
  for (const panel of all("[data-panel]")) panel.hidden = panel.dataset.panel !== name
  const heading = find(`[data-panel="${name}"] h1`)
  heading.tabIndex = -1
  heading.focus()
  window.scrollTo(0, 0)
}

/** Buttons with data-to="name" lead to that panel. */
export function linkPanels() {
  for (const button of all("[data-to]")) {
    button.addEventListener("click", () => showPanel(button.dataset.to ?? ""))
  }
}

/**
 * Tell what is wrong in the form's own alert, and at the field it belongs to.
 * @param {HTMLFormElement} form
 * @param {string} words empty clears it
 * @param {HTMLElement | null} [field]
 */
export function tell(form, words, field = null) {
  const alert = find("[data-error]", form)
  for (const old of all("[aria-invalid]", form)) old.removeAttribute("aria-invalid")
  find("[data-words]", alert).textContent = words
  alert.hidden = words === ""
  field?.setAttribute("aria-invalid", "true")
  if (words) (field ?? alert).focus()
}

/**
 * Run `act` with the form's values when it is submitted; failures are told, never swallowed.
 * @param {HTMLFormElement} form
 * @param {(data: FormData) => Promise<void>} act
 */
export function onSubmit(form, act) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (form.ariaBusy === "true") return
    form.ariaBusy = "true"
    tell(form, "")
    try {
      await act(new FormData(form))
    } catch (error) {
      tell(form, error instanceof Error ? error.message : String(error))
      if (!(error instanceof Error && "code" in error)) throw error
    } finally {
      form.ariaBusy = "false"
    }
  })
}

/** @param {FormData} data @param {string} name */
export const text = (data, name) => String(data.get(name) ?? "")

/** Buttons beside passphrases show and hide what is typed. */
export function letShow() {
  for (const button of all("[data-show]")) {
    const field = /** @type {HTMLInputElement} */ (find(`#${button.dataset.show}`))
    button.addEventListener("click", () => {
      const hidden = field.type === "password"
      field.type = hidden ? "text" : "password"
      button.textContent = hidden ? "Hide" : "Show"
      button.setAttribute("aria-pressed", String(hidden))
    })
  }
}
