// Eyes, brows and mouth, seen only from where a face is seen; and the face before or behind the hair.

import { written } from "./hull.js"
import { place } from "./matrix.js"

/** @typedef {import("./project.js").Camera} Camera */
/** @typedef {import("./draw.js").Shape} Shape */
/** @typedef {import("./draw.js").Scene} Scene */

const BEHIND = -0.35
const TURNED = 0.12

/** Moves the face before or behind the hair, and draws on it. @param {Scene} scene @param {Camera} look @param {Shape[]} shapes @returns {Shape[]} */
export const faceShapes = ({ frames, body, eyes }, look, shapes) => {
  const { head } = frames
  const near = (/** @type {number[]} */ at) => look(place(head, at))[2] - look(head.o)[2]
  const [skull, face] = ["skull", "face"].map(
    (id) => /** @type {Shape} */ (shapes.find((shape) => shape.id === id)),
  )
  face.depth = skull.depth + (near([0, 0, 1]) > BEHIND ? 0.1 : -0.1)
  const path = body.face
    .filter((row) => (row.eyes ?? eyes) === eyes)
    .flatMap(({ line }) => [1, -1].map((s) => line.map(([x, y, z]) => [s * x, y, z])))
    .filter(([, [x, , z]]) => near([x, 0, z]) > TURNED * Math.hypot(x, z))
    .map((line) => {
      const [a, b, c] = line.map((at) => written(look(place(head, at))))
      return `M${a}Q${b} ${c}`
    })
    .join("")
  return path ? [{ id: "features", css: "figure-features", depth: face.depth + 0.01, path }] : []
}
