"""May this be done with a vordering, and what changes? An empty list means: already so."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.grootboek.weigeringen import BedragIsNietPositief
from services.ledger.domain.vordering.commands import BoekOntvangst, SluitVorderingsdag
from services.ledger.domain.vordering.events import (
    OntvangstGeboekt,
    VerzuimGezuiverd,
    VerzuimIngetreden,
    Vorderingsmutatie,
    Vorderingstermijn,
    VorderingVoldaan,
)
from services.ledger.domain.vordering.state import Vordering, evolve
from services.ledger.domain.vordering.weigeringen import VorderingIsAfgedaan, VorderingIsOnbekend
from shared.money import bedrag
from shared.recht.toerekening import Openstaand, Post, Toerekening, verdeel

DAG = timedelta(days=1)


@dataclass
class Vorderingsverloop:
    """Facts that follow from each other within one decision: each sees the vordering after the one before."""

    vordering: Vordering
    feiten: list[Vorderingsmutatie] = field(default_factory=list)

    def leg_vast(self, feit: Vorderingsmutatie) -> None:
        self.vordering = evolve(self.vordering, feit)
        self.feiten.append(feit.na(saldi=self.vordering.saldi_op(feit.boekdatum)))

    def kop(
        self, boekdatum: date, valutadatum: date, grondslag: str, uitleg: str
    ) -> dict[str, Any]:
        """What every fact of this vordering repeats."""
        return {
            "dossier_id": self.vordering.dossier_id,
            "gemeente": self.vordering.gemeente,
            "parameterset": self.vordering.parameterset,
            "boekdatum": boekdatum,
            "valutadatum": valutadatum,
            "grondslag": grondslag,
            "uitleg": uitleg,
        }

    def sluit_af(self, boekdatum: date, valutadatum: date, *, was_in_verzuim: bool) -> None:
        """What follows when nothing (that is due) is open any more."""
        nu = self.vordering
        if nu.status == "open" and not nu.nog_te_betalen_cent:
            self.leg_vast(
                VorderingVoldaan(
                    **self.kop(boekdatum, valutadatum, "Awb 4:86", "Er staat niets meer open.")
                )
            )
        elif was_in_verzuim and not nu.in_verzuim:
            self.leg_vast(
                VerzuimGezuiverd(
                    **self.kop(boekdatum, valutadatum, "BW 6:86", "Wat vervallen was, is betaald.")
                )
            )


def moet_open_zijn(vordering: Vordering) -> None:
    """Raises VorderingIsOnbekend, VorderingIsAfgedaan."""
    if vordering.status == "onbekend":
        raise VorderingIsOnbekend
    if vordering.status == "voldaan":
        raise VorderingIsAfgedaan


def sluit_dag(vordering: Vordering, verzoek: SluitVorderingsdag) -> list[Vorderingsmutatie]:
    """Terms whose vervaldag lies before the last day of which all receipts are known and that are open: verzuim (Awb 4:97)."""
    verloop = Vorderingsverloop(vordering)
    for termijn in te_vinden_termijnen(vordering):
        if verzoek.afschriften_tot is not None and termijn.vervaldag < verzoek.afschriften_tot:
            verloop.leg_vast(_verzuim(verloop, termijn, verzoek.op))
    return verloop.feiten


def te_vinden_termijnen(vordering: Vordering) -> tuple[Vorderingstermijn, ...]:
    """Open terms that are not known to be in verzuim; none while collection is stopped."""
    if vordering.status != "open" or vordering.is_gestaakt:
        return ()
    return tuple(
        termijn for termijn in vordering.open_termijnen if termijn.nr > vordering.verzuim_tot
    )


def boek_ontvangst(vordering: Vordering, verzoek: BoekOntvangst) -> list[Vorderingsmutatie]:
    """Kosten, then wettelijke rente, then hoofdsom by vervaldag, also what is not due yet (Awb 4:92); the rest is tegoed."""
    if verzoek.betaling_id in vordering.bekende_ontvangsten:
        return []
    moet_open_zijn(vordering)
    if verzoek.bedrag_cent <= 0:
        raise BedragIsNietPositief
    verloop = Vorderingsverloop(vordering)
    verdeling = verdeel(verzoek.bedrag_cent, openstaand(vordering))
    kop = verloop.kop(verzoek.op, verzoek.valutadatum, verdeling.grondslag, verdeling.uitleg)
    verloop.leg_vast(
        OntvangstGeboekt(
            **kop,
            betaling_id=verzoek.betaling_id,
            ontvangen_cent=verzoek.bedrag_cent,
            kosten_cent=verdeling.kosten_cent,
            rente_cent=verdeling.rente_cent,
            hoofdsom_cent=verdeling.hoofdsom_cent,
            tegoed_cent=verdeling.rest_cent,
            boekregels=_regels(vordering, verzoek.bedrag_cent, verdeling),
        )
    )
    verloop.sluit_af(verzoek.op, verzoek.valutadatum, was_in_verzuim=bool(vordering.in_verzuim))
    return verloop.feiten


def openstaand(vordering: Vordering) -> Openstaand:
    eerste = vordering.termijnen[0].vervaldag
    rente = (Post(eerste, vordering.rente_cent),) if vordering.rente_cent else ()
    return Openstaand(
        vordering.kosten_cent,
        rente,
        tuple(Post(een.vervaldag, een.cent) for een in vordering.open_termijnen),
    )


def _regels(vordering: Vordering, cent: int, verdeling: Toerekening) -> Any:
    """Wettelijke rente stands on the account of the terugvordering: it is no bate of bedrijfskapitaal (rekenregels 7)."""
    terug = verdeling.hoofdsom_cent + verdeling.rente_cent
    return boeking(
        debet(Grootboek.BANK, vordering.cohort, cent),
        credit(Grootboek.KOSTEN, vordering.cohort, verdeling.kosten_cent),
        credit(Grootboek.TERUGVORDERING, vordering.cohort, terug),
        credit(Grootboek.TEGOED, vordering.cohort, verdeling.rest_cent),
    )


def _verzuim(verloop: Vorderingsverloop, termijn: Vorderingstermijn, op: date) -> VerzuimIngetreden:
    uitleg = f"{bedrag(termijn.cent)} is niet op tijd betaald. Het verzuim loopt vanaf de dag na de laatste dag."
    return VerzuimIngetreden(
        **verloop.kop(op, termijn.vervaldag, "Awb 4:97", uitleg),
        termijn=termijn.nr,
        vervaldag=termijn.vervaldag,
        openstaand_cent=termijn.cent,
        verzuim_vanaf=termijn.vervaldag + DAG,
        betalingskenmerk=verloop.vordering.betalingskenmerk,
    )
