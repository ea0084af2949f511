"""What a definitieve vaststelling asks back: a terugvordering at once, a renteloze lening in yearly terms (Bbz art. 12 lid 2 c, 13)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from services.ledger.domain.grootboek.boeking import Saldi
from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.vaststelling.events import LevensonderhoudVastgesteld, te_veel_extra
from services.ledger.domain.vordering.commands import OpenVordering
from services.ledger.domain.vordering.events import (
    VorderingGeopend,
    Vorderingsmutatie,
    Vorderingsoort,
    Vorderingstermijn,
)
from services.ledger.domain.vordering.state import Vordering
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.betalingskenmerk import betalingskenmerk
from shared.recht.cohort import Cohort
from shared.recht.termijnen import wekentermijn
from shared.recht.vaststelling import jaarbedragen

COHORT = Cohort.BBZ_VANAF_2020


def vordering_id(vaststelling_id: UUID, soort: str, herziening: int = 0) -> UUID:
    """The same id however often the decision is heard; a revision opens its own."""
    return uuid5(vaststelling_id, f"{soort}/{herziening}" if herziening else soort)


def terug_te_betalen(besluit: LevensonderhoudVastgesteld) -> dict[Vorderingsoort, int]:
    """What the decision opens, above what the decision that it revises opened."""
    cent: dict[Vorderingsoort, int] = {
        "terugvordering": besluit.nog_terug_cent,
        "renteloze_lening": besluit.nog_lening_cent,
    }
    return {soort: bedrag for soort, bedrag in cent.items() if bedrag}


def geopende_vorderingen(besluit: LevensonderhoudVastgesteld) -> dict[Vorderingsoort, UUID]:
    nummer = besluit.herziet.nummer if besluit.herziet else 0
    return {
        soort: vordering_id(besluit.vaststelling_id, soort, nummer)
        for soort in terug_te_betalen(besluit)
    }


def te_openen_vorderingen(
    besluit: LevensonderhoudVastgesteld, parameters: Parameterset
) -> Iterator[OpenVordering]:
    """One vordering for what is reclaimed, one for what stays a renteloze lening."""
    cent = terug_te_betalen(besluit)
    if "terugvordering" in cent:
        yield _open(besluit, "terugvordering", cent["terugvordering"], (), _grondslag(besluit))
    if "renteloze_lening" in cent:
        lening = cent["renteloze_lening"]
        yield _open(
            besluit,
            "renteloze_lening",
            lening,
            jaartermijnen(besluit, lening, parameters),
            "Bbz art. 13",
        )


def _grondslag(besluit: LevensonderhoudVastgesteld) -> str:
    te_veel = besluit.herziet and te_veel_extra(besluit.uitkomst, besluit.herziet)
    return "Bbz art. 12 lid 2; Participatiewet art. 58 lid 2" if te_veel else "Bbz art. 12 lid 2 c"


def jaartermijnen(
    besluit: LevensonderhoudVastgesteld, cent: int, parameters: Parameterset
) -> tuple[Vorderingstermijn, ...]:
    """The yearly minimum, each on 31 December (Bbz art. 13); no term falls due within the betaaltermijn of Awb 4:87.

    A decision that comes late moves all terms by whole years.
    """
    bedragen = tuple(
        jaarbedragen(
            cent, besluit.uitkomst.jaarbedragen[0].jaar - 1, parameters, besluit.besloten_op
        )
    )
    grens = wekentermijn("betaaltermijn", besluit.besloten_op, parameters).laatste_dag
    eerste = grens.year if grens <= date(grens.year, 12, 31) else grens.year + 1
    later = max(0, eerste - bedragen[0].jaar)
    return tuple(
        Vorderingstermijn(nr=nr, vervaldag=date(een.jaar + later, 12, 31), cent=een.cent)
        for nr, een in enumerate(bedragen, 1)
    )


def open_vordering(
    vordering: Vordering, verzoek: OpenVordering, parameters: Parameterset
) -> list[Vorderingsmutatie]:
    """Once; without terms all of it is due at the end of the betaaltermijn (Awb 4:86, 4:87)."""
    if vordering.status != "onbekend":
        return []
    betaaltermijn = wekentermijn("betaaltermijn", verzoek.op, parameters)
    termijnen = verzoek.termijnen or (
        Vorderingstermijn(nr=1, vervaldag=betaaltermijn.laatste_dag, cent=verzoek.hoofdsom_cent),
    )
    velden = verzoek.model_dump(exclude={"op", "termijnen", "grondslag"})
    return [
        VorderingGeopend(
            **velden,
            cohort=COHORT,
            termijnen=termijnen,
            betalingskenmerk=betalingskenmerk(verzoek.vordering_id),
            bekendgemaakt_op=verzoek.op,
            boekdatum=verzoek.op,
            valutadatum=verzoek.op,
            grondslag=f"{verzoek.grondslag}; Awb 4:86, 4:87",
            parameterset=parameters.versie,
            uitleg=_uitleg(verzoek.hoofdsom_cent, termijnen),
            saldi=Saldi(hoofdsom_cent=verzoek.hoofdsom_cent),
            boekregels=boeking(
                debet(Grootboek.TERUGVORDERING, COHORT, verzoek.hoofdsom_cent),
                credit(Grootboek.TERUGVORDERINGBATEN, COHORT, verzoek.hoofdsom_cent),
            ),
        )
    ]


def _open(
    besluit: LevensonderhoudVastgesteld,
    soort: Vorderingsoort,
    cent: int,
    termijnen: tuple[Vorderingstermijn, ...],
    grondslag: str,
) -> OpenVordering:
    return OpenVordering.model_validate(
        {
            "vordering_id": geopende_vorderingen(besluit)[soort],
            "op": besluit.besloten_op,
            "vaststelling_id": besluit.vaststelling_id,
            "aanvraag_id": besluit.aanvraag_id,
            "dossier_id": besluit.dossier_id,
            "gemeente": besluit.gemeente,
            "soort": soort,
            "hoofdsom_cent": cent,
            "termijnen": termijnen,
            "grondslag": grondslag,
        }
    )


def _uitleg(cent: int, termijnen: tuple[Vorderingstermijn, ...]) -> str:
    eerste, laatste = termijnen[0], termijnen[-1]
    if len(termijnen) == 1:
        return f"Terug te betalen: {bedrag(cent)}, uiterlijk op {voluit(eerste.vervaldag)}."
    jaren = f"ten minste {bedrag(eerste.cent)} per jaar, de eerste keer uiterlijk op {voluit(eerste.vervaldag)}"
    return f"Renteloze lening van {bedrag(cent)}: {jaren}, de laatste keer op {voluit(laatste.vervaldag)}."
