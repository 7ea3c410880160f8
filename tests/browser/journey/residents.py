"""What residents do: find the dialogue, read what is promised, write, read through, send, and look up their receipt."""

import re
from typing import Any

from browser.journey.people import Person
from browser.journey.watching import Watch


class Resident(Person):
    """Somebody who lives there: no account, no name."""

    def __init__(self, browser: Any, watch: Watch, code: str = "sv", **context: Any) -> None:
        super().__init__(browser, watch, code if code != "sv" else "", locale=code, **context)
        self.language = code
        self.code = ""

    def finds(self, title: str) -> None:
        """From the first page to the dialogue, by its card."""
        self.goes_to("/")
        assert f"/{self.language}/" in self.tab.url, self.tab.url
        self.follows(title)

    def begins(self) -> None:
        """From the dialogue to the form, by the button."""
        self._goes(self.tab.locator("main a.btn[href$='take-part'] >> visible=true").first)

    def writes(self, text: str, choice: int | None = None) -> None:
        """Write in the first field and choose the option with that place in the list."""
        self.tab.locator("main textarea").first.fill(text)
        if choice is not None:
            self.tab.locator("main input[type=radio]").nth(choice).check()

    def reads_through(self) -> None:
        """Go on to where all is read before it is sent."""
        self._goes(self.tab.locator("button[name=go][value=review] >> visible=true"))

    def asks_for_mail(self, address: str) -> None:
        """Ask to be written to when there is something to tell."""
        self.tab.locator("#email").fill(address)
        self.tab.locator("#on_list").check()

    def sends(self) -> str:
        """Send, and keep the code of the receipt."""
        self._goes(self.tab.locator("button[name=go][value=send] >> visible=true").first)
        self.code = code_on(self.tab)
        return self.code

    def looks_up(self, code: str = "") -> None:
        """Open the receipt by writing the code, small letters and no hyphens, as one may."""
        self.goes_to(f"/{self.language}/receipt")
        self.tab.fill("#code", (code or self.code).replace("-", " ").lower())
        self._goes(self.tab.locator("main form button"))


def code_on(tab: Any) -> str:
    """The receipt code that stands on the page."""
    said = tab.locator("p.code bdi").inner_text()
    found = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", re.sub(r"\s", "", said))
    assert found, said
    return found[0]
