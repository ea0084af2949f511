"""What a signature would do, shown before it is given: the besluit, the letter and the loan that follow from it."""

from collections.abc import Sequence
from uuid import UUID

from services.bbz.domain.events import Aanvraagfeit, KredietVerstrekt, LevensonderhoudToegekend
from services.bbz.entrypoints import words
from shared.dates import geteld
from shared.money import procent
from shared.web.dutch import aantal, bedrag, datum
from shared.web.preview import Voorbeeld

TEKENEN = ("verstrekkingen", "toekenningen")
Regels = list[tuple[str, str]]


def voorbeeld(
    aanvraag_id: UUID, handeling: str, waarden: dict[str, str], feiten: Sequence[Aanvraagfeit]
) -> Voorbeeld:
    """Made of the facts that the signature would bring."""
    besluit = next(
        (feit for feit in feiten if isinstance(feit, KredietVerstrekt | LevensonderhoudToegekend)),
        None,
    )
    zinnen, gegevens = (
        _krediet(besluit) if isinstance(besluit, KredietVerstrekt) else _bijstand(besluit)
    )
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
    )


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


def _bijstand(besluit: LevensonderhoudToegekend | None) -> tuple[list[str], Regels]:
    if besluit is None:
        return ["Dit besluit is al zo vastgelegd. Er gebeurt niets."], []
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
