"""People at a browser: they press, follow, fill in and choose what they can see, by its words."""

import re
from collections.abc import Mapping
from typing import Any

from browser.journey.watching import Watch
from playwright.sync_api import Error as PlaywrightError
from support.parts import PASSWORD


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, browser: Any, watch: Watch, name: str = "", **context: Any) -> None:
        given = {"viewport": {"width": 1280, "height": 900}, "locale": "sv-SE", **context}
        self.context = browser.new_context(**given)
        without_scripts = context.get("java_script_enabled") is False
        self.tab = watch.over(self.context.new_page(), name, without_scripts)
        self.tab.set_default_timeout(5000)
        self.watch = watch

    def goes_to(self, address: str) -> None:
        """Open an address that was given to them."""
        self.watch.look(self.tab, self.tab.goto(self.watch.url + address))

    def presses(self, words: str, within: Any = None) -> None:
        """Press a button and see where it leads."""
        self._goes((within or self.tab.locator("main")).get_by_role("button", name=words).first)

    def follows(self, words: str, within: Any = None) -> None:
        """Follow a link and see where it leads."""
        self._goes((within or self.tab.locator("main")).get_by_role("link", name=words).first)

    def fills(self, fields: Mapping[str, str], within: Any = None) -> None:
        """Write in fields, each found by its label."""
        for label, words in fields.items():
            self._field(label, within).fill(words)

    def chooses(self, *labels: str, within: Any = None) -> None:
        """Tick boxes and radio buttons by their labels."""
        for label in labels:
            self._field(label, within).check()

    def picks(self, label: str, option: str, within: Any = None) -> None:
        """Choose from a list."""
        field = self._field(label, within)
        field.select_option(value=field.locator("option").filter(has_text=option).first.get_attribute("value"))

    def drops(self, *labels: str) -> None:
        """Take the tick out of boxes."""
        for label in labels:
            self._field(label).uncheck()

    def unfolds(self, words: str, within: Any = None) -> None:
        """Open a folded part."""
        (within or self.tab.locator("main")).locator("summary").filter(has_text=words).first.click()

    def reads(self, *words: str, within: Any = None) -> None:
        """Fails unless the page says this."""
        said = " ".join((within or self.tab.locator("body")).first.inner_text().split())
        for one in words:
            assert one.casefold() in said.casefold(), f"{self.tab.url} does not say {one!r}:\n{said[:4000]}"

    def does_not_read(self, *words: str) -> None:
        """Fails if the page holds this anywhere."""
        held = self.tab.content()
        for one in words:
            assert one not in held, f"{self.tab.url} says {one!r}"

    def part(self, heading: str) -> Any:
        """The part of the page under that heading."""
        inside = self.tab.get_by_role("heading", name=heading)
        return self.tab.locator("section, article, li, details, form").filter(has=inside).last

    def leaves(self) -> None:
        """Close the browser."""
        self.context.close()

    def _field(self, label: str, within: Any = None) -> Any:
        scope = within or self.tab.locator("main")
        exact = re.compile(rf"^\s*{re.escape(label)}(\s*\((frivilligt|optional)\))?\s*$")
        found = scope.get_by_label(exact)
        return (found if found.count() else scope.get_by_label(label)).first

    def _goes(self, target: Any) -> None:
        try:
            with self.tab.expect_navigation() as navigation:
                target.click()
        except PlaywrightError as fault:
            said = self.tab.locator("body").inner_text()
            raise AssertionError(f"{said[:3000]}\n{target} on {self.tab.url}: {fault.message[:300]}") from None
        self.watch.look(self.tab, navigation.value)


class Official(Person):
    """Somebody who works for the municipality."""

    def signs_in(self, email: str) -> None:
        """Sign in on the sign-in page, with the mouse; who is signed in since before comes to the desk at once."""
        self.goes_to("/sign-in")
        if self.tab.locator("#password").count():
            self.fills({"E-postadress": email, "Lösenord": PASSWORD})
            self.presses("Logga in")
        self.reads("Mitt skrivbord")

    def turns_to(self, part: str) -> None:
        """Choose a part of the dialogue in the side navigation."""
        self.follows(part, self.tab.get_by_role("navigation", name="Dialogens delar"))

    def menu(self, words: str) -> None:
        """Choose in the main menu."""
        self.follows(words, self.tab.get_by_role("navigation", name="Huvudmeny"))

    @property
    def checklist(self) -> Any:
        """The checklist of the next gate."""
        return self.tab.locator(".desk-gate")
