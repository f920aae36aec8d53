// Sends a piece of a file to the server of this machine, and nobody else.

import { Refused } from "./api.js"

/** @param {string} path @param {Blob} piece */
export async function sendPiece(path, piece) {
  const headers = {
    "X-Session": localStorage.getItem("tremula.second-half") ?? "",
    "Content-Type": "application/octet-stream",
  }
  const response = await fetch(path, { method: "PUT", headers, body: piece, credentials: "same-origin" })
  if (!response.ok) throw new Refused(response.status, (await response.json()).error ?? {})
}
