"""What is watched on every page that a journey comes to: valid HTML, axe-core, nothing cut off, nothing foreign."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from support.browsing import violations
from support.pages import faults

SHOTS = os.environ.get("GENSVAR_TEST_SHOTS")
_UNMARKED = """() => {
  if (document.documentElement.lang !== "ar") return [];
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const words = node.data.match(/\\p{Script=Latin}{2,}(?:[ ,]+\\p{Script=Latin}{2,}){3,}/u);
    if (!words || node.data.includes("[ar]")) continue;
    if (node.parentElement.closest("[lang]").lang === "ar") found.push(words[0]);
  }
  return found;
}"""
_NOT_OURS = re.compile("Failed to load resource")


class Watch:
    """Looks at each distinct page once (addresses that differ only in a number or a code are one page)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.chapter = ""
        self.seen: set[str] = set()
        self.found: list[str] = []

    def turn_to(self, chapter: str) -> None:
        """A new part of the story, in which pages may hold something new: every kind is looked at again."""
        self.chapter = chapter

    def over(self, tab: Any, name: str = "", without_scripts: bool = False) -> Any:
        """Watch a tab from now on: scripts that fail, what the CSP stops, and requests to anybody else."""
        tab.watched_as, tab.without_scripts = name, without_scripts
        tab.on("pageerror", lambda fault: self.found.append(f"script: {fault}"))
        tab.on("console", lambda said: self._console(said, tab))
        tab.on("request", lambda request: self._request(request.url))
        return tab

    def look(self, tab: Any, response: Any = None) -> None:
        """Look at the page that is open now, if its kind was not looked at before (as this reader)."""
        kind = " ".join(filter(None, (self.chapter, tab.watched_as, kind_of(tab.url))))
        if response is not None and response.request.method == "POST":
            kind += f" after sending {response.status}"
        if kind in self.seen:
            return
        self.seen.add(kind)
        served = response.text() if response is not None else ""
        if served.lstrip().lower().startswith("<!doctype"):
            self.found += [f"{kind}: {one}" for one in faults(served)]
        if not tab.without_scripts:
            self.found += [f"{kind}: {one}" for one in violations(tab)]
        self.found += [f"{kind}: not marked as foreign: {words}" for words in tab.evaluate(_UNMARKED)]
        if wide := too_wide(tab):
            self.found.append(f"{kind}: {wide} px wider than the screen")
        if SHOTS:
            name = re.sub(r"\W+", "-", kind).strip("-")
            tab.screenshot(path=Path(SHOTS) / f"{len(self.seen):03}-{name[-80:]}.png", full_page=True)

    def nothing_found(self) -> None:
        """Fails with everything that was found on the way."""
        assert self.found == [], "\n".join(dict.fromkeys(self.found))

    def _console(self, said: Any, tab: Any) -> None:
        if said.type == "error" and not _NOT_OURS.search(said.text):
            self.found.append(f"{kind_of(tab.url)}: console: {said.text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.found.append(f"a request to {url}")


def too_wide(tab: Any) -> int:
    """How many pixels of the page must be scrolled sideways to."""
    page = "document.documentElement"
    return max(0, int(tab.evaluate(f"{page}.scrollWidth - {page}.clientWidth")))


def kind_of(url: str) -> str:
    """The address without what makes one page of a kind differ from the next."""
    path = re.sub(r"/(receipt|r)/[A-Z0-9-]{16,}", r"/\1/CODE", urlsplit(url).path)
    return re.sub(r"/\d+(?=/|$)", "/N", path)
