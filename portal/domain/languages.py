"""Languages: Swedish is the wording that counts; right-to-left ones are shown so."""

SOURCE = "sv"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "yi", "prs"})


def direction(code: str | None) -> str:
    """`rtl` or `ltr` for a language code; `auto` when the language is not known."""
    if not code or code == "und":
        return "auto"
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"
