"""Joins static/css/parts/*.css, in the order of their names, into the one stylesheet that pages link to.

Comments and needless white space go; nothing else changes. `--check` exits 1 when the bundle is not what the parts say.
"""

import re
import sys
from pathlib import Path

CSS = Path(__file__).resolve().parents[1] / "static" / "css"
BUNDLE = CSS / "gensvar.css"


def bundle() -> str:
    """The bundle as text, one rule a line."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in sorted((CSS / "parts").glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s*\n\s*", "\n", text)
    text = re.sub(r" *([{};,]) *", r"\1", text)
    return re.sub(r";?}", "}", text).strip() + "\n"


def main() -> int:
    """Writes the bundle, or with `--check` says whether it is fresh."""
    if "--check" in sys.argv:
        return 0 if BUNDLE.read_text(encoding="utf-8") == bundle() else 1
    BUNDLE.write_text(bundle(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
