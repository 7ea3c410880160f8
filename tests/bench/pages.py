"""Public pages: warm beside bare Flask, the first time after a change beside a list in Jinja, and their size."""

from servers import Place, Server, assets, serving
from tables import Row, at_most, ratio

LEAST_WARM = {"sqlite": 1.0, "postgresql": 0.65}
LEAST_FIRST = 0.25
LARGEST_VISIT, LARGEST_HTML = 60_000, 15_000
CLIENTS = 8
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


def addresses(where: Place) -> dict[str, str]:
    """The pages that are measured."""
    return {
        "home": "/sv/",
        "dialogue with its commitment": f"/sv/dialogues/{where.slug}/",
        "feedback": f"/sv/dialogues/{where.answered}/feedback",
    }


def measure(where: Place, rounds: int, seconds: float) -> list[Row]:
    """The rows of one database."""
    with (
        serving(where) as portal,
        serving(where, "floors:hello()") as hello,
        serving(where, "floors:listing()") as rows,
    ):
        found = [*_warm(where, portal, hello, rounds, seconds), *_first(where, portal, rows, rounds, seconds)]
        return found + (_sizes(where, portal) if where.name == "sqlite" else [])


def _warm(where: Place, portal: Server, hello: Server, rounds: int, seconds: float) -> list[Row]:
    found = []
    hello.load("/", CLIENTS, seconds)
    for name, path in addresses(where).items():
        portal.load(path, CLIENTS, 0.5, headers=BROWSER)
        pairs = []
        for _ in range(rounds):
            floor, seen = hello.load("/", CLIENTS, seconds), portal.load(path, CLIENTS, seconds, headers=BROWSER)
            assert seen["statuses"] == {"200": seen["done"]}, seen["statuses"]
            pairs.append((seen, floor))
        found.append(ratio(f"{name}, warm", pairs, LEAST_WARM[where.name]))
    path = addresses(where)["dialogue with its commitment"]
    tag = portal.get(path, **BROWSER)[1]["ETag"]
    seen = portal.load(path, CLIENTS, seconds, headers={**BROWSER, "If-None-Match": tag})
    is_304 = seen["statuses"] == {"304": seen["done"]}
    return [*found, Row("the same, unchanged since", f"{seen['rate']:,.0f} /s", must="304", fine=is_304)]


def _first(where: Place, portal: Server, listing: Server, rounds: int, seconds: float) -> list[Row]:
    """A cookie of somebody else's makes the front ask the application each time, as it does after a change."""
    found = []
    listing.load("/", CLIENTS, 0.5)
    for name, path in addresses(where).items():
        pairs = []
        portal.load(path, CLIENTS, 0.5, headers={**BROWSER, "Cookie": "other=1"})
        for _ in range(rounds):
            floor = listing.load("/", CLIENTS, seconds)
            seen = portal.load(path, CLIENTS, seconds, headers={**BROWSER, "Cookie": "other=1"})
            pairs.append((seen, floor))
        found.append(ratio(f"{name}, first time after a change", pairs, LEAST_FIRST))
    return found


def _sizes(where: Place, portal: Server) -> list[Row]:
    found = []
    for name, path in addresses(where).items():
        _status, headers, body = portal.get(path, **BROWSER)
        assert headers["Content-Encoding"] == "br"
        page = portal.get(path)[2].decode()
        whole = len(body)
        seen = set()
        queue = assets(page)
        while queue:
            address = queue.pop()
            if address in seen:
                continue
            seen.add(address)
            asset = portal.get(address, **BROWSER)[2]
            whole += len(asset)
            if ".css" in address:
                style = portal.get(address)[2].decode()
                queue += _fonts(style, page)
        found.append(at_most(f"{name}, HTML compressed", len(body), LARGEST_HTML, "bytes"))
        found.append(at_most(f"{name}, first visit with {len(seen)} files", whole, LARGEST_VISIT, "bytes"))
    return found


def _fonts(style: str, page: str) -> list[str]:
    """Fonts that a browser loads for this page: those without a `unicode-range`, or with a letter of the page in it."""
    import re

    found = []
    for face in re.findall(r"@font-face\s*{([^}]*)}", style):
        address = re.search(r"url\(\"?([^\")]+)\"?\)", face)
        ranges = re.search(r"unicode-range:([^;}]*)", face)
        if address and (ranges is None or _is_used(ranges[1], page)):
            found.append(address[1])
    return found


def _is_used(ranges: str, page: str) -> bool:
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").removeprefix("u+").partition("-")
        lowest, highest = int(first.replace("?", "0"), 16), int((last or first).replace("?", "f"), 16)
        if any(lowest <= ord(letter) <= highest for letter in set(page)):
            return True
    return False
