"""Words for what is wrong with a body that is abolished, its seats, its list of goals, its yearly plan, joint ones."""

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

WORDS = {
    "NO_SUCH_SEAT": _("Den platsen finns inte i nämnden."),
    "SEAT_ENDS_BEFORE_IT_BEGINS": _("Sista dagen kan inte ligga före den första."),
    "SEAT_TAKEN": _("Uppdraget innehas redan av någon annan de dagarna. Skriv in den personens sista dag först."),
    "SITS_ALREADY": _("Personen sitter redan i nämnden de dagarna. Ändra den raden i stället."),
    "BODY_ABOLISHED": _("Nämnden har upphört. Välj den som har tagit över."),
    "COUNCIL_AND_BOARD_STAY": _("Kommunfullmäktige och kommunstyrelsen finns i varje kommun och kan inte upphöra."),
    "ABOLISHED_IN_THE_FUTURE": _("Skriv in det den dag nämnden upphör, eller senare."),
    "SUCCESSOR_IS_ITSELF": _("Välj en annan nämnd än den som upphör."),
    "SUCCESSOR_ABOLISHED": _("Den nämnden har själv upphört. Välj en som finns."),
    "NO_SUCCESSOR": _("Välj vilken nämnd som tar över."),
    "BODY_HAS_MATTERS": lambda p: ngettext(
        "%(num)s ärende är inte avgjort. Flytta allt som lever till den som tar över.",
        "%(num)s ärenden är inte avgjorda. Flytta allt som lever till den som tar över.",
        p["number"],
    ),
    "BODY_HAS_DIALOGUES": lambda p: ngettext(
        "%(num)s dialog lever. Den måste ha en nämnd som ansvarar.",
        "%(num)s dialoger lever. De måste ha en nämnd som ansvarar.",
        p["number"],
    ),
    "BODY_HAS_PROMISES": lambda p: ngettext(
        "%(num)s löfte om svar är inte hållet. Någon måste hålla det.",
        "%(num)s löften om svar är inte hållna. Någon måste hålla dem.",
        p["number"],
    ),
    "BODY_IS_TO_DECIDE": lambda p: ngettext(
        "Nämnden är med i %(num)s dialog som en annan nämnd ansvarar för: den ska besluta, eller håller den också.",
        "Nämnden är med i %(num)s dialoger som andra nämnder ansvarar för: den ska besluta, eller håller dem också.",
        p["number"],
    ),
    "BODY_HAS_SUB_COMMITTEES": lambda p: ngettext(
        "%(num)s utskott hör till nämnden.", "%(num)s utskott hör till nämnden.", p["number"]
    ),
    "JOINT_BODY_IS_RESPONSIBLE": _("Den nämnden ansvarar redan för dialogen. Välj en annan."),
    "JOINT_ALREADY": _("Den nämnden är redan med."),
    "NOT_JOINT": _("Den nämnden är inte med i dialogen."),
    "NO_SUCH_STEERING_ITEM": _(
        "Målet, planen eller budgeten finns inte längre på listan. Välj en annan, eller skriv med egna ord."
    ),
    "STEERING_ITEM_RETIRED": _("Målet, planen eller budgeten är redan avslutad."),
    "YEAR_OUT_OF_RANGE": _("Skriv ett år som är rimligt, till exempel 2027."),
    "NO_SUCH_PLAN": _("Nämnden har ingen plan för det året."),
    "NO_SUCH_PLANNED_DIALOGUE": _("Raden finns inte i planen."),
    "PLAN_EXISTS": _("Det finns redan en plan för %(year)s."),
    "PLAN_ADOPTED": _("Planen är antagen. Lägg till en rad, eller stryk en med skäl, i stället för att ändra den."),
    "PLAN_WITHOUT_SECTION": _("Skriv paragrafen i protokollet där planen antogs."),
    "DROPPED_WITHOUT_REASON": _("Skriv varför dialogen inte blir av. Skälet visas för alla."),
    "LINE_DROPPED": _("Raden är redan struken."),
    "QUARTER_UNKNOWN": _("Välj ett kvartal från 1 till 4."),
    "DIALOGUE_OF_OTHER_BODY": _("Den dialogen hör till en annan nämnd."),
    "MATTER_OF_OTHER_BODY": _("Det ärendet hör till en annan nämnd."),
}
