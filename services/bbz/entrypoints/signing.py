"""What a signature would do, shown before it is given: the besluit, the letter and the loan that follow from it."""

from collections.abc import Sequence
from uuid import UUID

from services.bbz.domain.events import (
    AanvraagAfgewezen,
    AanvraagBuitenBehandelingGesteld,
    Aanvraagfeit,
    KredietVerstrekt,
    LevensonderhoudToegekend,
)
from services.bbz.domain.tips import TIPS
from services.bbz.entrypoints import words
from shared.dates import geteld
from shared.money import procent
from shared.web.dutch import aantal, bedrag, datum
from shared.web.preview import Voorbeeld

TEKENEN = ("verstrekkingen", "toekenningen", "afwijzingen", "buitenbehandelingstellingen")
Regels = list[tuple[str, str]]


def voorbeeld(
    aanvraag_id: UUID, handeling: str, waarden: dict[str, str], feiten: Sequence[Aanvraagfeit]
) -> Voorbeeld:
    """Made of the facts that the signature would bring."""
    zinnen, gegevens = _verhaal(feiten)
    terug = f"/aanvragen/{aanvraag_id}"
    return Voorbeeld(
        "Besluit tekenen",
        f"{terug}/{handeling}",
        terug,
        "Aanvraag",
        "Teken het besluit",
        zinnen,
        waarden,
        gegevens,
        kan_wijzigen=True,
    )


def _verhaal(feiten: Sequence[Aanvraagfeit]) -> tuple[list[str], Regels]:
    for feit in feiten:
        match feit:
            case KredietVerstrekt():
                return _krediet(feit)
            case LevensonderhoudToegekend():
                return _bijstand(feit)
            case AanvraagAfgewezen():
                return _afwijzing(feit)
            case AanvraagBuitenBehandelingGesteld():
                return _buiten_behandeling(feit)
    return ["Dit besluit is al zo vastgelegd. Er gebeurt niets."], []


def _buiten_behandeling(
    besluit: AanvraagBuitenBehandelingGesteld,
) -> tuple[list[str], Regels]:
    zinnen = [
        "U stelt de aanvraag buiten behandeling. Daarmee is over deze aanvraag beslist.",
        f"De gevraagde stukken waren op {datum(besluit.hersteltermijn_tot)} niet binnen.",
        "De ondernemer krijgt hierover een brief, met de dag tot wanneer bezwaar kan.",
    ]
    return zinnen, [("Grondslag", besluit.grondslag), ("Mandaat", besluit.mandaat)]


def _afwijzing(besluit: AanvraagAfgewezen) -> tuple[list[str], Regels]:
    zinnen = [
        "U wijst de aanvraag af. Daarmee is over deze aanvraag beslist.",
        besluit.uitleg,
        *(f"Tip: {TIPS[code]}" for code in besluit.tips),
        "De ondernemer krijgt hierover een brief, met de dag tot wanneer bezwaar kan.",
    ]
    return zinnen, [("Grondslag", besluit.grondslag), ("Mandaat", besluit.mandaat)]


def _krediet(besluit: KredietVerstrekt) -> tuple[list[str], Regels]:
    zinnen = [
        f"U kent {bedrag(besluit.hoofdsom_cent)} toe. Het wordt uitbetaald op {datum(besluit.uitbetaald_op)}.",
        "Het grootboek opent een lening en vraagt de termijnen.",
        "De ondernemer krijgt hierover een brief.",
    ]
    gegevens = [
        ("Product", words.PRODUCT[besluit.product]),
        ("Rente per jaar", procent(besluit.jaarrente_procent)),
        ("Termijnen", aantal(besluit.termijnen)),
        ("Eerste betaling", datum(besluit.eerste_vervaldag)),
        ("Mandaat", besluit.mandaat),
    ]
    return zinnen, gegevens


def _bijstand(besluit: LevensonderhoudToegekend) -> tuple[list[str], Regels]:
    eerste, laatste = besluit.maandbedragen[0], besluit.maandbedragen[-1]
    zinnen = [
        f"U kent {bedrag(besluit.totaal_cent)} levensonderhoud toe, over {geteld(len(besluit.maandbedragen), 'maand')}."
    ]
    gegevens = [
        ("Per maand", bedrag(eerste.bedrag_cent)),
        ("Eerste maand", datum(eerste.maand)),
        ("Laatste maand", datum(laatste.maand)),
        ("Grondslag", besluit.grondslag),
        ("Mandaat", besluit.mandaat),
    ]
    return zinnen, gegevens
