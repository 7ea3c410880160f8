"""Debian's Chromium, and axe-core's findings on a page that is open in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)


def open_browser() -> Iterator[Any]:
    """Give a running browser; without one the test is skipped and says so, on a build server (CI=true) it fails."""
    path = os.environ.get("GENSVAR_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        said = "Chromium is not installed (Debian: apt install chromium); pages were NOT opened in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def violations(tab: Any, *, context: str | None = None, disable: tuple[str, ...] = ()) -> list[str]:
    """Return axe-core's findings (WCAG 2.2 A and AA, best practices) on the open page, one line each."""
    import axe_core_python

    tab.evaluate((Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    options = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        "rules": {name: {"enabled": False} for name in disable},
        "resultTypes": ["violations"],
    }
    found = tab.evaluate("([where, how]) => axe.run(where || document, how)", [context, options])
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['target']} {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
