// Removes one of this browser's stores by its name.

/** @param {string} name @returns {Promise<void>} also when a page still holds it: it goes when that page does */
export function forgetDatabase(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
