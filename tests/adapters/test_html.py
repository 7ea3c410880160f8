"""Officials' Markdown becomes HTML that may stand on a page as it is."""

import html as entities
import re
from urllib.parse import urljoin, urlsplit

import html5lib
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.html import LONGEST_SOURCE, TAGS, clean, render_markdown, safe_address

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#x6a;avascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='javascript:1'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='/&#9;/evil.example'>x</a>",
    "<a href='///evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='https:evil.example'>x</a>",
    "<a href='/ok' target=_blank style='position:fixed' onclick=alert(1) class=x id=y>x</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=//evil.example><input name=password></form>",
    "<base href=//evil.example><link rel=stylesheet href=//evil.example>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<title><a href='</title><img src=x onerror=alert(1)>'></title>",
    "[x](javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](/%09/evil.example)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](https://a"onmouseover=alert(1))',
    "[x](/a 'title\" onmouseover=alert(1)')",
    "![x](https://evil.example/track.png)",
    "<javascript:alert(1)>",
    '<https://a"onclick=alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    '```"><script>alert(1)</script>\nx\n```',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
]
LINK = re.compile(r'href="([^"]*)"')


def nothing_to_remove(markup: str) -> bool:
    """Ask another cleaner, which parses as browsers do, whether it would take anything away."""
    theirs = nh3.clean(
        markup,
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return tree(theirs) == tree(markup)


def tree(markup: str) -> list[object]:
    return [
        (element.tag, sorted(element.attrib.items()), element.text, element.tail)
        for element in html5lib.parseFragment(markup, namespaceHTMLElements=False).iter()
    ]


def assert_harmless(markup: str) -> None:
    for element in html5lib.parseFragment(markup, namespaceHTMLElements=False).iter():
        assert element.tag in TAGS | {"DOCUMENT_FRAGMENT"}, element.tag
        assert set(element.attrib) <= {"href", "rel", "start"}
        if address := element.attrib.get("href"):
            there = urlsplit(urljoin("https://gensvar.example/sida/", address.replace("\\", "/")))
            assert there.scheme in ("http", "https", "mailto")
            if not re.match(r"https?://", address, re.IGNORECASE) and there.scheme != "mailto":
                assert there.netloc == "gensvar.example"


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_harmless(attack: str) -> None:
    for made in (render_markdown(attack), clean(attack), clean(render_markdown(attack) + attack)):
        assert_harmless(made)
        assert nothing_to_remove(made)


def test_the_oracle_finds_a_planted_fault() -> None:
    assert not nothing_to_remove("<p>x</p><script>alert(1)</script>")
    assert not nothing_to_remove('<p><a href="javascript:1" rel="noopener">x</a></p>')
    assert not nothing_to_remove('<p onclick="x">x</p>')


pieces = st.lists(
    st.sampled_from(
        [
            *ATTACKS,
            "# ",
            "## ",
            "#### ",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "**",
            "_",
            "`",
            "```",
            "[",
            "](",
            ")",
            "<",
            ">",
            "&",
            '"',
            "'",
            "/",
            "mailto:a@b.se",
            "https://a.se",
            "    ",
            "|",
            "\\",
            "ö",
            "مرحبا",
            "---",
            "&#",
            ";",
            "x",
        ]
    )
    | st.text(max_size=10),
    max_size=12,
).map("".join)


@given(pieces)
def test_what_was_cleaned_is_not_changed_by_cleaning_again(source: str) -> None:
    made = render_markdown(source)
    assert clean(made) == made
    assert_harmless(made)
    assert nothing_to_remove(made)


@given(pieces)
def test_any_markup_comes_out_harmless_and_stays_the_same(markup: str) -> None:
    made = clean(markup)
    assert clean(made) == made
    assert_harmless(made)
    assert nothing_to_remove(made)


def test_ordinary_text_keeps_its_form() -> None:
    made = render_markdown("Vi *läser* **allt**.\n\n- ett\n- två\n\n3. tre\n\n> citat\n\n`kod`")
    assert "<em>läser</em> <strong>allt</strong>" in made
    assert '<ol start="3">' in made
    assert "<blockquote>" in made
    assert "<code>kod</code>" in made


def test_written_html_is_shown_as_it_was_written() -> None:
    made = render_markdown("Skriv <b>inte</b> så.")
    assert entities.unescape(re.sub("<[^>]*>", "", made)).strip() == "Skriv <b>inte</b> så."


@pytest.mark.parametrize(
    "address", ["https://a.se/x?y=1&z=2", "http://a.se", "mailto:a@b.se", "/dialoger/skolan", "#mål"]
)
def test_a_good_link_is_kept_and_gives_no_opener(address: str) -> None:
    made = render_markdown(f"[x]({address})")
    assert LINK.search(made)
    assert 'rel="noopener"' in made


@pytest.mark.parametrize(
    "address", ["//evil", "/\\evil", "///evil", "https:evil", "javascript:1", "ftp://a", "dialoger", "", "/\t/evil"]
)
def test_an_address_that_may_lead_elsewhere_is_no_link(address: str) -> None:
    assert not safe_address(address)
    assert "href" not in clean(f"<a href='{address}'>x</a>")
    assert_harmless(render_markdown(f"[x]({address})"))


def test_an_address_alone_in_the_text_is_not_made_a_link() -> None:
    assert "<a" not in render_markdown("Skriv till anna@example.se eller gå till www.example.se")


def test_pictures_are_not_fetched_from_anywhere() -> None:
    assert "<img" not in render_markdown("![karta](https://a.se/karta.png)")


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# a\n\n## b", "34"),
        ("## a\n\n### b", "34"),
        ("# a\n\n#### b\n\n# c", "343"),
        ("### b\n\n# a", "33"),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5", "34566"),
        ("text", ""),
    ],
)
def test_headings_start_at_the_third_level_and_skip_none(source: str, levels: str) -> None:
    assert "".join(re.findall(r"<h(\d)>", render_markdown(source))) == levels


def test_a_text_of_nothing_but_brackets_is_soon_done() -> None:
    for piece in (">", "[", "*", "- ", "`", "<", "![", "&"):
        assert_harmless(render_markdown(piece * 20_000))


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        render_markdown("x" * (LONGEST_SOURCE + 1))
