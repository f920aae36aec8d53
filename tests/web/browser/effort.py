"""Counts what a person does: keys, taps, swipes, and the words that a screen reader says. It times nobody.

Seconds come from published averages: a key 0.28 s, a pointing act 1.1 s and a decision 1.35 s (Card, Moran
and Newell 1980, the keystroke-level model), silent reading 238 words a minute (Brysbaert 2019).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Locator, Page

KEY, POINT, DECIDE = 0.28, 1.1, 1.35
READ, SPEAK = 238 / 60, 180 / 60
"""Words a second."""
SWIPE = 420
"""Pixels that one swipe of the thumb moves the page."""


IN_SIGHT = """(it) => {
  const { left, top, bottom, width } = it.getBoundingClientRect()
  const seen = (y) => it.contains(document.elementFromPoint(left + width / 2, y))
  return seen(top + 2) && seen(bottom - 2)
}"""
"""Whether nothing lies over it, and no edge."""


@dataclass
class Effort:
    """What was done on a page so far."""

    page: Page
    keys: int = 0
    taps: int = 0
    swipes: int = 0
    said: list[str] = field(default_factory=list)
    _session: CDPSession | None = None

    @property
    def session(self) -> CDPSession:
        if self._session is None:
            self._session = self.page.context.new_cdp_session(self.page)
        return self._session

    @property
    def words(self) -> int:
        return sum(len(each.split()) for each in self.said)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def tap(self, target: Locator, share: float = 0.5) -> None:
        """Tap at a share of its width, after as many swipes as bring it out from under the edge."""
        while not target.evaluate(IN_SIGHT):
            self.swipe()
        box = target.bounding_box()
        assert box is not None and box["y"] >= 0
        self.page.touchscreen.tap(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        self.taps += 1

    def swipe(self, from_y: int | None = None) -> None:
        """The thumb goes up over the page, wherever it comes down."""
        before = self.page.evaluate("scrollY")
        below = from_y or self.height - 60
        self.touch("touchStart", below)
        for share in range(1, 11):
            self.touch("touchMove", below - SWIPE * share // 10)
            self.page.wait_for_timeout(30)
        self.page.wait_for_timeout(150)
        self.session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.page.wait_for_timeout(300)
        assert self.page.evaluate("scrollY") > before
        self.swipes += 1

    def touch(self, kind: str, y: int) -> None:
        points = [{"x": 120, "y": y}]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    @property
    def height(self) -> int:
        assert self.page.viewport_size is not None
        return self.page.viewport_size["height"]

    def hear(self) -> str:
        """What a screen reader says of what has the focus: name, role, value, description.

        The protocol tells the bare number of a slider; by WAI-ARIA its aria-valuetext is said in its place.
        """
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        focused = [node for node in nodes if has(node, "focused") and node["role"]["value"] != "RootWebArea"]
        assert len(focused) == 1, focused
        (node,) = focused
        pieces = [node.get(key, {}).get("value", "") for key in ("name", "role")]
        value = self.page.evaluate("document.activeElement.ariaValueText") or node.get("value", {}).get(
            "value", ""
        )
        pieces += [str(value), node.get("description", {}).get("value", "")]
        heard = ", ".join(piece for piece in pieces if piece)
        self.said.append(heard)
        return heard

    def seconds(self, questions: list[str]) -> tuple[int, int]:
        """The first time, with reading every question; and once they are known."""
        acts = self.keys * KEY + (self.taps + self.swipes) * POINT + len(questions) * DECIDE
        read = sum(len(question.split()) for question in questions) / READ
        return round(acts + read), round(acts)


def has(node: dict, name: str) -> bool:  # type: ignore[type-arg]
    """Whether a node of the accessibility tree has a property."""
    return any(each["name"] == name and each["value"]["value"] for each in node.get("properties", ()))
