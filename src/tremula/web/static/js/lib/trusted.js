// The one Trusted Types policy of tremula. It lets exactly one script address through: the service worker's.

const ADDRESS = "/service-worker.js"

/** @typedef {{createScriptURL: (input: string) => string}} Policy */
/** @typedef {{createPolicy: (name: string, rules: Policy) => Policy}} Factory */

const factory = /** @type {{trustedTypes?: Factory}} */ (/** @type {unknown} */ (globalThis)).trustedTypes
const policy = factory?.createPolicy("tremula", { createScriptURL: () => ADDRESS })

/** The service worker's address in the form that the browser wants. */
export const serviceWorkerAddress = () => policy?.createScriptURL("") ?? ADDRESS
