"""Reports of what on the portal cannot be used (lag 2018:1937 asks for a way to say it without saying who one is)."""

MOST_TEXT = 4000
MOST_PLACE = 300


def report_faults(text: str, place: str) -> tuple[tuple[str, str], ...]:
    """(code, field) of what is wrong with a report: it says something, and neither field is too long."""
    found = []
    if not text.strip():
        found.append(("REQUIRED", "text"))
    if len(text) > MOST_TEXT:
        found.append(("TOO_LONG", "text"))
    if len(place) > MOST_PLACE:
        found.append(("TOO_LONG", "place"))
    return tuple(found)
