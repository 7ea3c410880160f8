"""Somebody who has a keyboard and no mouse: Tab until it is there, and see where one is."""

from typing import Any

from browser.journey.people import Official, Person
from browser.journey.residents import Resident

MOST_STEPS = 90
_SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const drawn = [at, ...document.querySelectorAll(":focus-within > :focus, label")].some((one) => {
    if (one !== at && !(one.control === at)) return false;
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { drawn, inside, what: at.outerHTML.slice(0, 160) };
}"""


class ByKeyboard(Person):
    """Goes by Tab, and presses Enter or Space; the focus is looked for at every step."""

    def tabs_to(self, target: Any) -> Any:
        """Press Tab until the target has the focus; fails where the focus cannot be seen on the way."""
        goal = target.element_handle()
        for _step in range(MOST_STEPS):
            if self.tab.evaluate("(goal) => document.activeElement === goal", goal):
                return target
            self.tab.keyboard.press("Tab")
            self._focus_is_seen()
        raise AssertionError(f"{target} is not reached by Tab on {self.tab.url}")

    def enters(self, target: Any, key: str = "Enter") -> None:
        """Tab there, press the key, and see where it leads."""
        self.tabs_to(target)
        with self.tab.expect_navigation() as navigation:
            self.tab.keyboard.press(key)
        self.watch.look(self.tab, navigation.value)

    def strikes(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.tab.expect_navigation() as navigation:
            self.tab.keyboard.press(key)
        self.watch.look(self.tab, navigation.value)

    def skips_to_the_content(self) -> None:
        """The first Tab of a page shows the way past its head; Enter takes it."""
        self.tab.keyboard.press("Tab")
        link = self.tab.locator("a.skip")
        assert self.tab.evaluate("document.activeElement.classList.contains('skip')"), "the skip link is not first"
        self._focus_is_seen()
        assert link.bounding_box()["y"] >= 0
        self.tab.keyboard.press("Enter")
        assert self.tab.evaluate("document.activeElement.id") == "main"

    def _focus_is_seen(self) -> None:
        seen = self.tab.evaluate(_SEEN)
        if "<body" in seen["what"] or "<html" in seen["what"]:
            return
        assert seen["drawn"], f"the focus is not drawn on {self.tab.url}: {seen['what']}"
        assert seen["inside"], f"the focus is out of sight on {self.tab.url}: {seen['what']}"


class ResidentByKeyboard(ByKeyboard, Resident):
    """A resident without a mouse."""


class OfficialByKeyboard(ByKeyboard, Official):
    """An official without a mouse."""
