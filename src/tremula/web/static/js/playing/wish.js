// Which session this page is for: one named in the address, or one wished for on the page before. It makes none.

const WISH = "tremula.begin"
const TAKE_OVER = "tremula.take-over"

/** @returns {{id?: string, exercises?: string[], dose?: string, takeOver?: boolean}} */
export function wishedSession() {
  const id = new URLSearchParams(location.hash.slice(1)).get("id")
  if (id) return { id, takeOver: sessionStorage.getItem(TAKE_OVER) === id }
  return JSON.parse(sessionStorage.getItem(WISH) ?? "{}")
}

/** From now on the address names the session: a reload goes on with it. @param {string} id */
export function forgetWish(id) {
  sessionStorage.removeItem(WISH)
  sessionStorage.removeItem(TAKE_OVER)
  history.replaceState(null, "", `#id=${id}`)
}

/** @param {string} id */
export function takeOverNextTime(id) {
  sessionStorage.setItem(TAKE_OVER, id)
  history.replaceState(null, "", `#id=${id}`)
  location.reload()
}
