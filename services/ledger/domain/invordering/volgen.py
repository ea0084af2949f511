"""The ladder follows its claim: it starts with arrears, stands still with the books, and ends when nothing is overdue."""

from datetime import timedelta

from services.ledger.domain.grootboek.gemist import wat_gemist_is
from services.ledger.domain.invordering import events as f
from services.ledger.domain.invordering.aanmaning import maak_aanmaning_op
from services.ledger.domain.invordering.begrippen import Afspraak, Betaalbeschikking, RedenBeeindigd
from services.ledger.domain.invordering.commands import VolgSchuld
from services.ledger.domain.invordering.plan import dagen, gaat_vanzelf
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.stappen import Invorderingsloop
from shared.dates import voluit
from shared.money import bedrag
from shared.recht.termijnen import wekentermijn


def volg_schuld(loop: Invorderingsloop, verzoek: VolgSchuld) -> None:
    beeld = verzoek.beeld
    if loop.traject.loopt and (reden := _reden_einde(loop, beeld)):
        loop.trek_in("beeindigd", "De aanmaning is niet meer nodig.")
        loop.leg_vast(f.InvorderingBeeindigd, "", _EINDE[reden], reden=reden)
    if not loop.traject.loopt and beeld.vraagt_invordering:
        _start(loop, beeld)
    if loop.traject.loopt:
        _volg_stops(loop, beeld)
        _volg_afspraak(loop, verzoek)
        _volg_groei(loop, beeld)
        _volg_bedrag(loop, beeld)
        _ga_vanzelf(loop, verzoek)


_EINDE: dict[RedenBeeindigd, str] = {
    "ingelopen": "De achterstand is ingelopen.",
    "afgelost": "Er is niets meer verschuldigd.",
    "opgeeist": "De hele schuld is opgeëist; daarvoor begint een nieuwe ladder.",
    "beschikking_vervallen": "Het besluit dat om betaling vroeg, geldt niet meer.",
}


def _reden_einde(loop: Invorderingsloop, beeld: Schuldbeeld) -> RedenBeeindigd | None:
    if not beeld.is_open:
        return "afgelost"
    if _zaak(loop.traject.beschikking) != _zaak(beeld.beschikking):
        return "opgeeist" if beeld.beschikking else "beschikking_vervallen"
    return None if beeld.vraagt_invordering else "ingelopen"


def _zaak(beschikking: Betaalbeschikking | None) -> object:
    return beschikking and beschikking.besluit_id


def _start(loop: Invorderingsloop, beeld: Schuldbeeld) -> None:
    """The first missed term, or a decision that asks a sum: that one first gets its own term to pay (Awb 4:87)."""
    na_besluit = beeld.beschikking
    sinds = beeld.sinds or loop.op
    if na_besluit and not na_besluit.laatste_dag:
        sinds = na_besluit.bekendgemaakt_op
    loop.leg_vast(
        f.InvorderingGestart,
        "Awb titel 4.4",
        f"De invordering begint: {_waarom(na_besluit)}, {bedrag(beeld.achterstand_cent)} staat open.",
        schuldsoort=beeld.schuldsoort,
        schuld_id=beeld.schuld_id,
        dossier_id=beeld.dossier_id,
        gemeente=beeld.gemeente,
        periode=loop.traject.periode + 1,
        aanleiding="betaalbeschikking" if na_besluit else "gemiste_termijn",
        sinds=sinds,
        betalingskenmerk=beeld.betalingskenmerk,
        achterstand_cent=beeld.achterstand_cent,
        gemiste_termijnen=beeld.gemiste_termijnen,
        beschikking=na_besluit,
    )
    if na_besluit:
        tot = (
            na_besluit.laatste_dag
            or wekentermijn(
                "betaaltermijn", na_besluit.bekendgemaakt_op, loop.parameters
            ).laatste_dag
        )
        loop.leg_vast(
            f.BetaaltermijnGesteld,
            "Awb 4:87",
            f"Betalen kan tot en met {voluit(tot)}.",
            laatste_dag=tot,
        )


def _waarom(beschikking: Betaalbeschikking | None) -> str:
    if beschikking is None:
        return "betaling gemist"
    return (
        "de betaaltermijn is voorbij"
        if beschikking.laatste_dag
        else "besluit om alles ineens te vragen"
    )


def _volg_stops(loop: Invorderingsloop, beeld: Schuldbeeld) -> None:
    """What the books say goes; a pause of a person ends on its day."""
    stops = {stop.bron: stop for stop in beeld.stops if stop.loopt(loop.op)}
    for stop in stops.values():
        if stop not in loop.traject.pauzes:
            loop.pauzeer(stop)
    for pauze in loop.traject.pauzes:
        if not pauze.loopt(loop.op) or (pauze.bron is not None and pauze.bron not in stops):
            loop.hervat(pauze)


def _volg_afspraak(loop: Invorderingsloop, verzoek: VolgSchuld) -> None:
    afspraak = loop.traject.afspraak
    if afspraak is None:
        return
    if afspraak.bedrag_cent is not None and verzoek.beeld.ontvangen_cent >= afspraak.bedrag_cent:
        loop.leg_vast(
            f.AfspraakNagekomen,
            "",
            f"{bedrag(afspraak.bedrag_cent)} is ontvangen, zoals afgesproken.",
            afspraak=afspraak,
        )
    elif _is_voorbij(loop, afspraak, verzoek):
        loop.leg_vast(
            f.AfspraakGebroken,
            "",
            "De dag van de afspraak is voorbij en er is niets vastgelegd of betaald.",
            afspraak=afspraak,
        )


def _is_voorbij(loop: Invorderingsloop, afspraak: Afspraak, verzoek: VolgSchuld) -> bool:
    """Nobody breaks a promise with money that is in an unread bank file, or a conversation before it could be written down."""
    if afspraak.soort == "gesprek":
        return loop.op > afspraak.op + dagen("gesprek_vastleggen_na", loop.op, loop.parameters)
    return (
        verzoek.afschriften_tot is not None
        and verzoek.afschriften_tot > afspraak.op
        and loop.op > afspraak.op
    )


def _volg_groei(loop: Invorderingsloop, beeld: Schuldbeeld) -> None:
    """Once all of a loan is claimed there are no more terms to miss."""
    is_opgeeist = beeld.beschikking is not None and beeld.schuldsoort == "lening"
    if beeld.gemiste_termijnen > loop.traject.gemiste_termijnen and not is_opgeeist:
        wat = wat_gemist_is(
            beeld.gemiste_termijnen, beeld.gemiste_termijnen - beeld.gemiste_schematermijnen
        )
        loop.leg_vast(
            f.AchterstandGegroeid,
            "",
            f"Nu {wat}, samen {bedrag(beeld.achterstand_cent)}.",
            achterstand_cent=beeld.achterstand_cent,
            gemiste_termijnen=beeld.gemiste_termijnen,
        )


def _volg_bedrag(loop: Invorderingsloop, beeld: Schuldbeeld) -> None:
    """A demand that was not sent yet asks what is overdue now: another sum is another demand (Awb 4:112)."""
    opgemaakt = loop.traject.opgemaakt
    if opgemaakt and opgemaakt.bedrag_cent != beeld.achterstand_cent:
        loop.trek_in(
            "beeindigd", "Het bedrag is veranderd. Er komt een aanmaning voor wat nu openstaat."
        )
        maak_aanmaning_op(loop, beeld)


def _ga_vanzelf(loop: Invorderingsloop, verzoek: VolgSchuld) -> None:
    """A demand of the day, where the municipality lets it go out by itself, and never over an unread bank file."""
    gepland, tot = loop.traject.volgende, verzoek.afschriften_tot
    if (
        gepland is None
        or gepland.op > loop.op
        or not gaat_vanzelf(gepland, loop.op, loop.parameters)
    ):
        return
    if tot is not None and tot >= gepland.op - timedelta(days=1):
        maak_aanmaning_op(loop, verzoek.beeld)
