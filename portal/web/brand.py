"""The municipality's own colour, as a small style sheet: computed for light and dark so that it can be read on both."""

from colorsys import hls_to_rgb, rgb_to_hls
from hashlib import blake2b

from flask import Flask, Response, render_template

from portal.setting_faults import LEAST_CONTRAST, contrast
from portal.settings import Settings
from portal.web.access import public

DARK_GROUND = "#1c2229"
"""The lightest ground of the dark colour scheme (`--surface` in the design tokens)."""


def light_colors(accent: str) -> dict[str, str]:
    """Return accent, the ink on it and a tint of it for light pages."""
    return {"accent": accent, "accent_ink": "#ffffff", "tint": mixed(accent, "#ffffff", 0.1)}


def dark_colors(accent: str) -> dict[str, str]:
    """Return the same for dark pages: the accent is lightened until it can be read there with some margin."""
    hue, lightness, saturation = rgb_to_hls(*(int(accent[place : place + 2], 16) / 255 for place in (1, 3, 5)))
    shown = accent
    while contrast(shown, DARK_GROUND) < LEAST_CONTRAST + 3 and lightness < 0.95:
        lightness += 0.01
        parts = hls_to_rgb(hue, lightness, min(saturation, 0.42))
        shown = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
    return {"accent": shown, "accent_ink": mixed(accent, "#000000", 0.3), "tint": mixed(shown, DARK_GROUND, 0.14)}


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour that has `share` of `one` and the rest of `other`."""
    pairs = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def install(app: Flask, settings: Settings) -> None:
    """Answer for the style sheet under an address that changes with the colour, and tell the templates that address."""
    colors = {"light": light_colors(settings.accent_color), "dark": dark_colors(settings.accent_color)}
    digest = blake2b(repr(colors).encode(), digest_size=6).hexdigest()

    @app.get("/brand.css")
    @app.get("/brand.<digest>.css")
    @public
    def brand(digest: str = "") -> Response:
        """Answer with the colours."""
        response = Response(render_template("layout/brand.css", **colors), mimetype="text/css")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if digest else "no-cache"
        return response

    app.context_processor(lambda: {"brand_url": f"/brand.{digest}.css"})
