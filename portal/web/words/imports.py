"""Words for what can be wrong with a file of submissions or matters, as a whole or row by row."""

from flask_babel import lazy_gettext as _

WORDS = {
    "file.kind-unknown": _("Filen ska sluta på .csv, .xlsx eller .jsonl."),
    "file.not-a-dialogue": _("Filen beskriver ingen dialog. Den ska börja med kind: gensvar/dialogue."),
    "FILE_FIELD_UNREADABLE": _("Uppgiften %(name)s i filen går inte att läsa."),
    "backup.wrong-kind": _("Filen är ingen säkerhetskopia av en databas av den här sorten (%(wanted)s)."),
    "backup.damaged": _("Säkerhetskopian är skadad. Inget är ändrat."),
    "backup.schema": _(
        "Kopian har schema %(version)s, men koden behöver %(needed)s. Använd samma version av portalen."
    ),
    "backup.not-empty": _("Databasen är inte tom. Lägg till --replace för att skriva över den."),
    "IMPORT_FIELD_UNKNOWN": _("Det finns inget fält som heter %(fields)s. Fälten är %(known)s."),
    "IMPORT_NO_SUCH_COLUMN": _("Filen har ingen kolumn som heter %(columns)s. Kolumnerna är %(there)s."),
    "IMPORT_NO_ID_COLUMN": _(
        "Säg vilken kolumn som har radens id, så att inget kommer in två gånger. Kolumnerna är %(there)s."
    ),
    "IMPORT_NO_TEXT_COLUMN": _("Säg vilken kolumn som har texten. Kolumnerna är %(there)s."),
    "IMPORT_NO_RECEIVED_COLUMN": _("Säg vilken kolumn som har tiden då synpunkten kom in. Kolumnerna är %(there)s."),
    "IMPORT_AFTER_HANDOVER": _("Resultatet är överlämnat. Registrera det som kommer efteråt för sig."),
    "IMPORT_NO_FREE_TEXT_QUESTION": _(
        "Dialogen har ingen fråga med fri text, så det finns inget att läsa in texten till."
    ),
    "IMPORT_NO_SUCH_BATCH": _("Den inläsningen finns inte."),
    "IMPORT_NO_REGISTRY_COLUMN": _("Säg vilken kolumn som har diarienumret. Kolumnerna är %(there)s."),
    "row.no-id": _("Raden har inget id."),
    "row.id-too-long": _("Radens id är för långt."),
    "row.id-twice": _("Ett id står på två rader. Bara den första är inläst."),
    "row.id-other-text": _("En synpunkt med samma id finns redan, men med en annan text. Inget är ändrat."),
    "row.no-text": _("Raden har varken rubrik eller text."),
    "row.text-too-long": _("Texten är för lång."),
    "row.time-missing": _("Tiden då synpunkten kom in saknas."),
    "row.time-unreadable": _("Tiden går inte att läsa. Skriv den som 2027-03-17T18:30+01:00."),
    "row.time-without-zone": _(
        "Tiden saknar tidszon. Skriv den som 2027-03-17T18:30+01:00, eller ange zonen för hela filen."
    ),
    "row.day-without-time": _(
        "Det står bara ett datum. Skriv också klockslag och tidszon, eller ange zonen för hela filen."
    ),
    "row.time-in-future": _("Tiden då synpunkten kom in ligger framåt i tiden."),
    "row.outside-without-reason": _(
        "Synpunkten kom in utanför tiden då dialogen var öppen. Ange ett skäl för hela filen, så tas den med."
    ),
    "row.channel-unknown": _(
        "Kanalen går inte att läsa in. Anteckningar från möten registreras för hand, med sitt möte."
    ),
    "row.language-unknown": _("Språket ska vara en språkkod, till exempel sv eller de."),
    "row.present-unknown": _("Antalet närvarande ska vara ett heltal från 1 till 10 000."),
    "row.theme-too-long": _("Temats namn är för långt."),
    "row.no-registry-number": _("Raden har inget diarienummer."),
    "row.no-body": lambda p: (
        _("Det finns ingen nämnd som heter %(name)s.")
        if p.get("name")
        else _("Raden säger inte vilken nämnd det gäller.")
    ),
    "row.day-unreadable": _("Datumet går inte att läsa. Skriv det som 2027-03-17."),
}
