// Eyes, brows and mouth, seen only from where a face is seen; and the face before or behind the hair.

import { place } from "./matrix.js"

/** @typedef {import("./project.js").Camera} Camera */
/** @typedef {import("./draw.js").Shape} Shape */
/** @typedef {import("./draw.js").Scene} Scene */

const BEHIND = -0.35
const TURNED = 0.12

/** @param {Scene} scene @param {Camera} look @param {number[]} local a direction on the head @returns {number} -1 to 1 */
const facing = ({ frames }, look, local) => look(place(frames.head, local))[2] - look(frames.head.o)[2]

/** A curve over three places on the head. @param {Scene} scene @param {Camera} look @param {number[][]} places */
const curve = ({ frames }, look, places) => {
  const [a, b, c] = places.map((p) =>
    look(place(frames.head, p))
      .slice(0, 2)
      .map((v) => v.toFixed(2))
      .join(" "),
  )
  return `M${a}Q${b} ${c}`
}

/** @param {Scene} scene @param {Camera} look @param {number} s */
const eye = (scene, look, s) => {
  if (facing(scene, look, [0.45 * s, 0, 0.9]) < TURNED) return ""
  const brow = curve(scene, look, [
    [1.1 * s, 8, 6.1],
    [2.3 * s, 8.7, 5.8],
    [3.6 * s, 7.9, 5],
  ])
  if (scene.eyes === "closed")
    return (
      brow +
      curve(scene, look, [
        [1.2 * s, 6.3, 6.2],
        [2.4 * s, 5.4, 6],
        [3.5 * s, 6.3, 5.2],
      ])
    )
  const dot = curve(scene, look, [
    [2.3 * s, 6.6, 5.9],
    [2.35 * s, 6.2, 5.9],
    [2.3 * s, 5.8, 5.9],
  ])
  return (
    brow +
    dot +
    curve(scene, look, [
      [2.05 * s, 6.5, 5.95],
      [2.1 * s, 6.1, 5.95],
      [2.05 * s, 5.9, 5.95],
    ])
  )
}

/** Moves the face before or behind the hair, and draws on it. @param {Scene} scene @param {Camera} look @param {Shape[]} shapes @returns {Shape[]} */
export const faceShapes = (scene, look, shapes) => {
  const front = facing(scene, look, [0, 0, 1])
  const [skull, face] = ["skull", "face"].map(
    (id) => /** @type {Shape} */ (shapes.find((shape) => shape.id === id)),
  )
  face.depth = skull.depth + (front > BEHIND ? 0.1 : -0.1)
  const mouth =
    front > 0
      ? curve(scene, look, [
          [-1.3, 2.9, 5.7],
          [0, 2.2, 6.4],
          [1.3, 2.9, 5.7],
        ])
      : ""
  const path = eye(scene, look, 1) + eye(scene, look, -1) + mouth
  return path ? [{ id: "features", css: "figure-features", depth: face.depth + 0.01, path }] : []
}
