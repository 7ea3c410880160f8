"""The thirteen principles in words for the public: what each says, how the portal keeps it, and where to see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.domain.principles import Principle

P = Principle


@dataclass(frozen=True)
class Told:
    """One principle: its own words, how it is kept, and a page (below the language) where that can be seen."""

    says: LazyString
    kept: LazyString
    path: str = ""
    link: LazyString | None = None


PRINCIPLES: Mapping[Principle, Told] = {
    P.V: Told(
        _("Öppenhet, respekt och ansvar ska prägla hela dialogen."),
        _(
            "Du kan läsa vad andra har skrivit. Allt som händer i en dialog syns i en öppen logg. Granskningen "
            "tar inte hänsyn till åsikter, varje beslut har ett skäl, och du kan begära att någon annan prövar "
            "det. En person med namn svarar för nämnden."
        ),
        "dialogues/",
        _("Dialogerna"),
    ),
    P.A1: Told(
        _("Vi överväger alltid dialog när ett förslag eller en större förändring direkt berör grupper av invånare."),
        _(
            "Ärendena hämtas från nämndernas dagordningar. Vart och ett får ett övervägande med skäl, och det är "
            "offentligt. Även när svaret blir nej."
        ),
        "matters/",
        _("Ärendena"),
    ),
    P.A2: Told(
        _("Dialogen hålls i rätt tid i beslutsprocessen och hör ihop med hur kommunen styrs."),
        _(
            "Varje dialog hör till ett ärende, ett planerat beslut och ett mål, en plan eller en budget. Den kan "
            "inte öppna när beslutet redan är fattat."
        ),
    ),
    P.A3: Told(
        _("Nyttan och syftet avgör hur dialogen går till. Först prövas om frågan passar för dialog."),
        _(
            "Utan en lämplighetsprövning kan dialogen inte bli av. Prövningen visas på ärendets sida: vad den kom"
            " fram till, varför, när och vem som står för den."
        ),
        "matters/",
        _("Ärendena"),
    ),
    P.B1: Told(
        _("Före dialogen tar vi reda på vilka som berörs. Insatser som låter alla delta går först."),
        _(
            "För varje berörd grupp finns minst en insats med ansvarig. Resultatet måste berätta vilka som "
            "deltog, vilka som saknas och vad vi gjorde åt det."
        ),
    ),
    P.B2: Told(
        _("Du får tidigt veta hur mycket du kan påverka och hur det du säger används."),
        _(
            "Löftet publiceras innan du kan skriva något. Därefter är det fryst. Det kan bara ändras öppet, med "
            "skäl, och svaret säger vad det blev av varje punkt."
        ),
    ),
    P.C1: Told(
        _("Dialogen är de förtroendevaldas ansvar och verktyg. Resultatet är underlag, och det är de som beslutar."),
        _(
            "Löftet och svaret ges i nämndens namn av någon som är namngiven. Underlaget fryses när det lämnas "
            "över. Svaret kommer först när det finns ett beslut."
        ),
    ),
    P.C2: Told(
        _("Kommunstyrelsen har det övergripande ansvaret. Varje nämnd för dialog inom sitt område."),
        _(
            "Varje ärende och dialog hör till en nämnd. På nämndens sida ser du vad den har lovat, till när och "
            "vad som är försenat."
        ),
        "dialogues/",
        _("Dialogerna efter nämnd"),
    ),
    P.C3: Told(
        _("Mer omfattande dialoger redovisas i nämnden."),
        _(
            "Det finns bestämda mått för vad som är omfattande. En sådan dialog kan inte avslutas förrän den är "
            "redovisad, med dag och paragraf."
        ),
    ),
    P.C4: Told(
        _("När kommunstyrelsen beslutar om en dialog ska det finnas en dialoggrupp."),
        _("Gruppen ska ha utredare, dialogstöd och politiker. Annars kan dialogen inte tillkännages."),
    ),
    P.D1: Told(
        _("Vi berättar alltid om resultatet, minst för dem som har deltagit, och säger hur deltagandet påverkade."),
        _(
            "Resultat och svar har lovade dagar som alla ser. Är vi sena står det hur många dagar. Dialogen kan "
            "inte avslutas medan någon väntar på svar."
        ),
        "receipt",
        _("Min synpunkt"),
    ),
    P.D2: Told(
        _("Mer omfattande dialoger redovisas i nämndernas verksamhetsberättelser."),
        _("Portalen håller reda på vilka dialoger varje nämnd är skyldig att redovisa för året."),
    ),
    P.D3: Told(
        _("Process, metoder och kunskap utvärderas och utvecklas hela tiden."),
        _(
            "Både de som deltog och dialoggruppen utvärderar. Dialogen avslutas inte utan minst en lärdom, och "
            "lärdomarna visas när nästa dialog planeras."
        ),
    ),
}

CHAPTERS: tuple[tuple[LazyString, tuple[Principle, ...]], ...] = (
    (_("Värdegrunden"), (P.V,)),
    (_("När vi för dialog"), (P.A1, P.A2, P.A3)),
    (_("Vilka som ska kunna delta, och hur mycket de kan påverka"), (P.B1, P.B2)),
    (_("Vem som har ansvaret"), (P.C1, P.C2, P.C3, P.C4)),
    (_("Återkoppling och utveckling"), (P.D1, P.D2, P.D3)),
)
