"""Fixtures of the browser journeys: the town, a clock that the story sets, and the eye on every page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from browser.journey.watching import Watch
from support.factories import NOW

from portal.settings import Settings


@pytest.fixture
def clock() -> Iterator[Any]:
    """The time in the server, from the factories' `NOW`; `clock.move_to(…)` lets days pass."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def watch(clock: Any, live_server: Any) -> Iterator[Watch]:
    """Looks at every page that is come to; at the end nothing may have been found."""
    watching = Watch(live_server.url)
    yield watching
    watching.nothing_found()


@pytest.fixture
def people(browser: Any, watch: Watch) -> Iterator[Callable[..., Any]]:
    """`people(Official)` gives somebody a browser of their own, closed at the end."""
    met: list[Any] = []

    def meet(kind: type[Any], *given: Any, **context: Any) -> Any:
        met.append(kind(browser, watch, *given, **context))
        return met[-1]

    yield meet
    for one in met:
        one.leaves()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """As everywhere, with the mails as files."""
    return replace(settings, public_url="http://127.0.0.1")
