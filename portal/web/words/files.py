"""Words for files of rows that cannot be read, as a whole or line by line."""

from flask_babel import lazy_gettext as _

WORDS = {
    "PDF_UNAVAILABLE": _(
        "Servern kan inte göra PDF-filer än. Den som sköter den behöver installera: %(packages)s. "
        "Webbsidan och Wordfilen fungerar ändå."
    ),
    "file.empty": _("Filen är tom, eller så valdes ingen fil."),
    "file.no-rows": _("Filen har kolumnernas namn men inga rader under dem."),
    "file.not-csv": _("Det här är ingen CSV-fil. Spara tabellen som CSV (UTF-8) och försök igen."),
    "file.not-jsonl": _("Det här är ingen JSONL-fil: en rad JSON för varje synpunkt."),
    "file.not-xlsx": _("Det här är ingen Excelfil (.xlsx), eller så är den skadad."),
    "file.not-yaml": _("Det här är ingen YAML-fil, eller så är den felskriven."),
    "file.not-utf-8": _("Filen är inte sparad som UTF-8. Spara den som CSV (UTF-8) och försök igen."),
    "file.mojibake": _("Tecknen i filen är förstörda (Ã¤ i stället för ä). Hämta den på nytt och spara den som UTF-8."),
    "file.no-headings": _("Filens första rad ska ha kolumnernas namn."),
    "file.bad-heading": _("Ett av kolumnnamnen på första raden går inte att läsa."),
    "file.heading-twice": _("Två kolumner har samma namn."),
    "file.too-many-columns": _("Filen har för många kolumner."),
    "file.too-long": _("Filen är för stor."),
    "file.encrypted": _("Filen är låst med lösenord. Spara den utan lösenord."),
    "file.macros": _("Filen har makron. Spara den som .xlsx utan makron."),
    "file.too-big-unpacked": _("Filen är orimligt stor när den packas upp."),
    "row.half": _("Raden är inte hel: kolumner saknas."),
    "row.quotes": _("Ett citattecken öppnas men stängs aldrig."),
    "row.too-many-cells": _("Raden har fler kolumner än rubrikraden."),
    "row.nul": _("Raden innehåller ett otillåtet tecken (NUL)."),
    "row.encoding": _("Raden är inte UTF-8."),
    "row.mojibake": _("Tecknen på raden är förstörda (Ã¤ i stället för ä)."),
    "row.too-long": _("Raden är för lång."),
    "row.not-json": _("Raden är inte giltig JSON."),
    "row.not-an-object": _("Raden är inte ett JSON-objekt."),
    "row.name-twice": _("Samma namn står två gånger på raden."),
    "row.broken-file": _("Filen är skadad från och med den här raden."),
}
