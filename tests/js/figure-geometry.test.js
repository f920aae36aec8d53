// Every pose and every frame of every used movement: feet and hands stay, nothing sinks, joints keep human ranges.

import assert from "node:assert/strict"
import { test } from "node:test"
import { sameSpot } from "../../src/tremula/web/static/js/figure/contacts.js"
import { place, size, sub } from "../../src/tremula/web/static/js/figure/matrix.js"
import { ballsOf } from "../../src/tremula/web/static/js/figure/skeleton.js"
import {
  ARM,
  ballAngles,
  endAngle,
  framesOf,
  hingeAngle,
  LEG,
  least,
  MOVES,
  movement,
  POSES,
  SIDES,
  stand,
} from "./figure-room.js"

const TRUNK = ["hips", "trunk", "skull"]
const DRIFT = 0.5
const TOUCHING = 0.15

// Ours: bounds set by judgement, wider than the usual active ranges because body weight presses joints further (a
// folded hip, a hand that carries). They catch broken limbs; no published table stands behind them.
const RANGES = {
  hip: { flex: [-40, 140], out: [-25, 60] },
  shoulder: { flex: [-60, 195], out: [-60, 120] },
  knee: [0, 140],
  elbow: [0, 150],
  ankle: [0, 55],
  wrist: [0, 96],
}

const inside = (value, [low, high], what) =>
  assert.ok(value >= low && value <= high, `${what} is ${value.toFixed(1)}, not within ${low} and ${high}`)

const checkAngles = (frames, what) => {
  for (const side of SIDES)
    for (const limb of [LEG, ARM]) {
      const [root, hinge, end] = limb.joints
      const { flex, out } = ballAngles(frames, limb, side)
      inside(
        root === "shoulder" && flex < -75 ? flex + 360 : flex,
        RANGES[root].flex,
        `${what} ${side} ${root}`,
      )
      inside(out, RANGES[root].out, `${what} ${side} ${root} outward`)
      inside(hingeAngle(limb, side, frames), RANGES[hinge], `${what} ${side} ${hinge}`)
      inside(endAngle(frames, limb, side), RANGES[end], `${what} ${side} ${end}`)
    }
}

const checkFloor = (frames, what) => {
  const low = least(frames, 1)
  assert.ok(low >= -DRIFT, `${what}: a point lies ${(-low).toFixed(2)} under the floor`)
}

/** How far balls slip while they touch the floor. */
const slip = (frames, id) => {
  const balls = ballsOf([id])
  let most = 0
  const from = balls.map(() => null)
  for (const { frames: now } of frames)
    for (const [i, [name, x, y, z, r]] of balls.entries()) {
      const point = place(now[name], [x, y, z])
      if (point[1] - r > TOUCHING) from[i] = null
      else from[i] ??= point
      if (from[i]) most = Math.max(most, Math.hypot(point[0] - from[i][0], point[2] - from[i][2]))
    }
  return most
}

for (const side of SIDES)
  for (const id of Object.keys(POSES)) {
    test(`${id} (${side}) stands on the floor with human joints`, () => {
      const frames = framesOf(id, side)
      checkFloor(frames, id)
      checkAngles(frames, id)
      assert.ok(least(frames, 1) <= DRIFT, `${id} floats`)
    })

    test(`${id} (${side}) reaches what it touches`, () => {
      const { pose } = stand(id, side)
      const frames = framesOf(id, side)
      for (const name of Object.keys(pose.contacts).filter(
        (key) => pose.contacts[key].on === "floor" && key !== "back",
      ))
        assert.ok(
          Math.abs(least(frames, 1, [name])) <= DRIFT,
          `${name} is ${least(frames, 1, [name]).toFixed(2)} off the floor`,
        )
      for (const name of Object.keys(pose.contacts).filter(
        (key) => pose.contacts[key].on === "wall" && key.includes("hand"),
      )) {
        const wall = pose.props.find(({ kind }) => kind === "wall")
        const axis = wall.turn ? 0 : 2
        assert.ok(
          Math.abs(frames[name].o[axis] - wall.at[axis]) <= 1.1 + DRIFT,
          `${name} does not reach the wall`,
        )
      }
    })
  }

for (const move of MOVES) {
  const [a, b] = move
  const frames = movement(move)
  const what = `${a.join(" ")} to ${b.join(" ")}`

  test(`${what}: begins and ends in its poses`, () => {
    for (const [id, { frames: now }] of [
      [a, frames[0]],
      [b, frames.at(-1)],
    ])
      for (const [name, frame] of Object.entries(framesOf(...id)))
        assert.ok(size(sub(frame.o, now[name].o)) < 0.6, `${name} jumps at ${id[0]}`)
  })

  test(`${what}: nothing under the floor, joints human`, () => {
    for (const { t, frames: now } of frames) {
      checkFloor(now, `${what} at ${t}`)
      checkAngles(now, `${what} at ${t}`)
    }
  })

  test(`${what}: moves without a jump`, () => {
    for (const [i, { frames: now }] of frames.slice(1).entries())
      for (const [name, frame] of Object.entries(now))
        assert.ok(size(sub(frame.o, frames[i].frames[name].o)) < 9, `${name} leaps at frame ${i}`)
  })

  test(`${what}: planted feet and hands stay`, () => {
    const { from, to } = frames[0]
    for (const name of Object.keys(to.contacts)) {
      if (!sameSpot(from.contacts[name], to.contacts[name]) || name === "back") continue
      const { on } = to.contacts[name]
      if (name.endsWith("foot")) {
        assert.ok(slip(frames, name) <= DRIFT, `${name} slips ${slip(frames, name).toFixed(2)}`)
        continue
      }
      const place0 = (now) => (on in now ? sub(now[name].o, now[on].o) : now[name].o)
      const far =
        on in frames[0].frames
          ? 0
          : Math.max(...frames.map(({ frames: now }) => size(sub(place0(now), place0(frames[0].frames)))))
      assert.ok(far <= DRIFT, `${name} drifts ${far.toFixed(2)}`)
    }
  })

  test(`${what}: the back stays on its wall and its floor`, () => {
    const { from, to } = frames[0]
    const on = from.contacts.back?.on
    if (!on || on !== to.contacts.back?.on) return
    const wall = to.props.find(({ kind }) => kind === "wall")
    for (const { frames: now } of frames) {
      const gap = on === "wall" ? least(now, 2, TRUNK) - wall.at[2] : least(now, 1, TRUNK)
      assert.ok(Math.abs(gap) <= 1, `the back is ${gap.toFixed(2)} off the ${on}`)
    }
  })
}

test("the right is the mirror image of the left", () => {
  for (const id of Object.keys(POSES).filter((id) => POSES[id].sides === "left")) {
    const [left, right] = [framesOf(id, "left"), framesOf(id, "right")]
    for (const [name, { o }] of Object.entries(left)) {
      const other = name.replace(/^(left|right)/, (side) => (side === "left" ? "right" : "left"))
      const [x, y, z] = right[other].o
      assert.ok(size(sub(o, [-x, y, z])) < 0.01, `${id}: ${name} is not mirrored`)
    }
  }
})

test("the back lies flat on the wall in the wall sit: buttocks, ribs and shoulders within 1 %", () => {
  const frames = framesOf("wall-sit")
  for (const [name, at, r] of [
    ["pelvis", [4.7, -2.6, -0.1], 6.2],
    ["ribs", [4.2, 4, 0], 5.8],
    ["chest", [4.9, 0.6, 0.1], 6],
  ]) {
    const gap = place(frames[name], at)[2] - r + 16
    assert.ok(gap >= 0 && gap <= 1, `${name} is ${gap.toFixed(2)} from the wall`)
  }
})

test("knees show the angle their exercise asks for", () => {
  const angle = (id) => 180 - hingeAngle(LEG, "left", framesOf(id))
  inside(angle("wall-sit"), [117, 123], "the knee of the wall sit")
  inside(angle("wall-sit-high"), [137, 144], "the knee of the high wall sit")
})

test("the bent knee stays behind the toes", () => {
  const frames = framesOf("thigh-bend")
  const toes = place(frames["left-toes"], [-0.2, 0, 3.3])
  assert.ok(frames["left-shin"].o[2] < toes[2])
})

test("every stop of the butterfly brings the knees 2.5 to 5 cm closer, and they stay apart", () => {
  const apart = ["butterfly", "narrow-1", "narrow-2", "narrow-3", "narrow-4", "narrow-5"].map((id) => {
    const frames = framesOf(id)
    return frames["left-shin"].o[0] - frames["right-shin"].o[0]
  })
  for (const [i, now] of apart.slice(1).entries())
    inside((apart[i] - now) * 1.7, [2.5, 5], `the step to stop ${i + 1} in cm`)
  assert.ok(apart.at(-1) > 15)
})

test("in the butterfly the heels are close to the body and the soles together", () => {
  const frames = framesOf("butterfly")
  assert.ok(size(sub(frames["left-foot"].o, frames["left-hip"].o)) < 24)
  assert.ok(Math.abs(place(frames["left-foot"], [0, -4, 0])[0]) < 2)
})
