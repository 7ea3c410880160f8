"""Words for what can be wrong with a theme or a coding."""

from flask_babel import lazy_gettext as _

WORDS = {
    "THEME_MERGED_MEANWHILE": _(
        "En kollega har slagit ihop ett av temana. Inget är sparat. Se vart det du skrev hör nu."
    ),
    "NO_SUCH_THEME": _("Temat finns inte i den här dialogen. Ladda om sidan."),
    "NO_SUCH_POINT": _("Punkten finns inte i åtagandet. Ladda om sidan."),
    "THEME_NEEDS_A_NAME": _("Skriv vad temat ska heta."),
    "THEME_NAME_TAKEN": _("Det finns redan ett tema som heter ”%(name)s”."),
    "TOO_MANY_THEMES": _("En dialog kan ha högst %(limit)s teman. Slå ihop några först."),
    "MERGE_WITH_ITSELF": _("Välj ett annat tema att slå ihop med."),
    "THEME_ALREADY_MERGED": _("Något av temana är redan hopslaget med ett annat. Ladda om sidan."),
    "THEME_NOT_MERGED": _("Temat är inte hopslaget med något annat."),
    "THEMES_HANDED_OVER": _(
        "Resultatet är överlämnat och nämner temana. De kan inte ändras längre, men du kan lägga texter i dem."
    ),
    "NO_THEME_BESIDE_THEME": _("Välj antingen teman eller ”inget tema”, inte båda."),
}
