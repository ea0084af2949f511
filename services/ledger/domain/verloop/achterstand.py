"""Arrears that are waived: all of gedupeerden of the toeslagenaffaire, or only what is barred (rekenregels 2; Awb 4:104-4:111)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kwijtschelding import LASTEN, boek_kwijt, kwijt_gemerkt
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Stand
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.termijnen import wekentermijn
from shared.recht.toerekening import Openstaand, Post, Toerekening
from shared.recht.verjaring import Stuiting, Verlenging, VerlengingLooptTerug, is_verjaard

ONTVANGSTEN = frozenset({"betaling", "extra_aflossing"})


def achterstand_kwijt(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.AchterstandKwijt],
    parameters: Parameterset,
) -> Verwerkt:
    """Waive what fell due before this day; by verjaring only the amounts whose own five years are over (Awb 4:104)."""
    open_nu = stand.openstaand(mutatie.valutadatum - timedelta(days=1))
    if mutatie.gegevens.verjaring:
        open_nu = _verjaard(stand, open_nu, mutatie, parameters)
    nieuw = kwijt_gemerkt(
        stand, stand.na(Toerekening(open_nu.kosten_cent, open_nu.rente, open_nu.hoofdsom))
    )
    posting = boek_kwijt(
        lening,
        stand,
        nieuw,
        mutatie,
        soort="achterstand_kwijt",
        grondslag=mutatie.gegevens.grondslag,
        lasten=LASTEN,
    )
    return Verwerkt(
        nieuw,
        (
            replace(posting, formule=_som(open_nu, mutatie))
            if mutatie.gegevens.verjaring
            else posting,
        ),
    )


def met_erkenningen(
    mutatie: m.Mutatie, lening: Leningvoorwaarden, postings: Iterable[Posting]
) -> m.Mutatie:
    """A waiver by verjaring, with the receipts so far: who pays acknowledges what was due on that day (Awb 4:105 lid 2, BW 3:318)."""
    if not isinstance(mutatie, m.Besluitmutatie):
        return mutatie
    gegevens = mutatie.gegevens
    if not (isinstance(gegevens, g.AchterstandKwijt) and gegevens.verjaring):
        return mutatie
    dagen = {
        een.valutadatum
        for een in postings
        if een.soort in ONTVANGSTEN and een.mutatie_id and een.lening_id == lening.lening_id
    }
    erkend = tuple(Stuiting(dag, "betaling") for dag in sorted(dagen))
    return replace(mutatie, gegevens=gegevens.na(stuitingen=(*gegevens.stuitingen, *erkend)))


def _verjaard(
    stand: Stand,
    open_nu: Openstaand,
    mutatie: m.Besluitmutatie[g.AchterstandKwijt],
    parameters: Parameterset,
) -> Openstaand:
    """Of what is open, the amounts that are barred at the start of the day; each has its own term, after its own last day to pay."""
    uitstel = tuple(Verlenging(een.van, een.tot) for een in stand.uitstel)
    verlengingen = (*mutatie.gegevens.verlengingen, *uitstel)
    if terug := next((een for een in verlengingen if een.tot < een.van), None):
        raise MutatieKanNiet(str(VerlengingLooptTerug(terug.van, terug.tot)))

    def weg(laatste_betaaldag: date) -> bool:
        return is_verjaard(
            laatste_betaaldag,
            mutatie.valutadatum,
            parameters,
            mutatie.gegevens.stuitingen,
            verlengingen,
        )

    def in_termijn(post: Post) -> bool:
        """Of what was claimed at once the betaaltermijn comes first (Awb 4:87)."""
        return weg(
            _na_beschikking(post.vervaldag, parameters)
            if post.vervaldag == stand.opgeeist_op
            else post.vervaldag
        )

    kosten = sum(
        post.cent for post in stand.kosten if weg(_na_beschikking(post.vervaldag, parameters))
    )
    return Openstaand(
        kosten,
        tuple(filter(in_termijn, open_nu.rente)),
        tuple(filter(in_termijn, open_nu.hoofdsom)),
    )


def _na_beschikking(dag: date, parameters: Parameterset) -> date:
    """The last day to pay what was asked on this day (Awb 4:87, 4:104)."""
    return wekentermijn("betaaltermijn", dag, parameters).laatste_dag


def _som(weg: Openstaand, mutatie: m.Besluitmutatie[g.AchterstandKwijt]) -> str:
    """What was barred, from the first to the last vervaldag."""
    dagen = sorted({post.vervaldag for post in (*weg.rente, *weg.hoofdsom)})
    delen = {
        "kosten": weg.kosten_cent,
        "rente": sum(een.cent for een in weg.rente),
        "aflossing": sum(een.cent for een in weg.hoofdsom),
    }
    genoemd = ", ".join(f"{bedrag(cent)} {naam}" for naam, cent in delen.items() if cent) or "niets"
    periode = f", te betalen van {voluit(dagen[0])} t/m {voluit(dagen[-1])}" if dagen else ""
    op, grondslag = voluit(mutatie.valutadatum), mutatie.gegevens.grondslag
    return f"Verjaard op {op}: {bedrag(weg.totaal_cent)}, waarvan {genoemd}{periode} ({grondslag})"
