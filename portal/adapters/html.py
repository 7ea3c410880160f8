"""Officials' Markdown to safe HTML: the only place that renders Markdown and the only place that cleans HTML.

Residents' texts never come here; they are shown as text. What comes out may be put on a page unescaped, so the list of
what is allowed is short and everything outside it is dropped or shown as the characters that were written.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TAGS = frozenset(
    {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4", "h5", "h6"}
)
TOP_LEVEL = 3
BOTTOM_LEVEL = 6
LONGEST_SOURCE = 200_000
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?!/)|#)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def safe_address(address: str) -> bool:
    """Tell whether a link may lead there: http(s), mailto, a path on this site or a place on this page.

    Entities are decoded first, and an address with spaces, control characters or backslashes is refused, because
    browsers read `/\\evil` and `/<tab>/evil` as addresses on another host.
    """
    decoded = unescape(address)
    return not _UNSEEN.search(decoded) and _SAFE_ADDRESS.match(decoded) is not None


def render_markdown(source: str) -> str:
    """Render CommonMark to cleaned HTML; written HTML is shown as text, pictures are not taken in.

    Headings start at h3 and skip no level, since the page itself has h1 and h2. Raises ValueError above
    LONGEST_SOURCE characters.
    """
    if len(source) > LONGEST_SOURCE:
        raise ValueError("source too long to render")
    return clean(_markdown().render(source))


def clean(markup: str) -> str:
    """Return the HTML with only the allowed tags and attributes; everything else is shown as text or dropped."""
    import bleach  # only who writes needs it: not at each start

    cleaner = bleach.Cleaner(
        tags=TAGS,
        attributes={"a": _link_attribute, "ol": _list_attribute},
        protocols=frozenset({"http", "https", "mailto"}),
        strip=False,
        strip_comments=True,
        filters=[_NoOpener],
    )
    return str(cleaner.clean(markup))


def _link_attribute(tag: str, name: str, value: str) -> bool:
    return name == "href" and safe_address(value)


def _list_attribute(tag: str, name: str, value: str) -> bool:
    return name == "start" and re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) is not None


class _NoOpener:
    """A filter of html5lib's kind: puts rel="noopener" on every link that is left."""

    def __init__(self, source: Any) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in self.source:
            if token["type"] == "StartTag" and token["name"] == "a":
                token["data"][(None, "rel")] = "noopener"
            yield token


def _shift_headings(tokens: "list[Token]") -> None:
    """Give the highest level used h3, the next used h4 and so on, never more than one step down at a time."""
    used = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    shown = {level: TOP_LEVEL + rank for rank, level in enumerate(used)}
    last = TOP_LEVEL - 1
    for token in tokens:
        if token.type == "heading_open":
            last = min(shown[int(token.tag[1])], last + 1, BOTTOM_LEVEL)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    markdown.disable(["html_block", "html_inline", "image"])
    markdown.validateLink = safe_address  # type: ignore[method-assign, assignment]
    markdown.core.ruler.push("shift_headings", lambda state: _shift_headings(state.tokens))
    return markdown
