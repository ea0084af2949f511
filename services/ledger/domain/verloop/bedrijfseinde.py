"""The business ended: renteloos, and aflossing by income above the norm (Bbz art. 43)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Stand
from services.ledger.domain.verloop.rentetelling import telt_dagen, termijnrente
from services.ledger.domain.verloop.termijnloop import sluitdag
from services.ledger.domain.verloop.verwerkt import (
    MutatieKanNiet,
    Verwerkt,
    alleen_bbz,
    betaaldag,
    posting_van,
)
from shared.dates import geteld, hele_maanden, laatste_dag, maandnaam, voluit
from shared.money import afgerond, bedrag
from shared.parameters import Parameterset
from shared.recht.toerekening import Post


def einde_bedrijf(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.EindeBedrijf],
    parameters: Parameterset,
) -> Verwerkt:
    """Renteloos from the end date: by law until 2019, by a decision since 2020 and only if niet verwijtbaar (art. 43 lid 2, A-17)."""
    alleen_bbz(lening, "art. 43")
    _eindigt_een_keer(stand, mutatie)
    van_rechtswege = (
        parameters.waarde("renteloos_na_einde_bedrijf", mutatie.valutadatum).waarde
        == "van_rechtswege"
    )
    if not van_rechtswege and mutatie.gegevens.renteloos and mutatie.gegevens.verwijtbaar:
        raise MutatieKanNiet(
            "Renteloos maken kan alleen als het einde van het bedrijf niet verwijtbaar is (Bbz art. 43 lid 2)."
        )
    if not (van_rechtswege or mutatie.gegevens.renteloos):
        return Verwerkt(
            replace(stand, einde_bedrijf_op=mutatie.valutadatum),
            signalen=("Het bedrijf is beeindigd: beoordeel opeising (art. 39 lid 1 b).",),
        )
    formule = f"Renteloos vanaf {mutatie.valutadatum}; aflossen naar inkomen boven de norm"
    nieuw = replace(
        stand, einde_bedrijf_op=mutatie.valutadatum, renteloos_vanaf=mutatie.valutadatum
    )
    nieuw, regels = _zonder_rente_erna(lening, nieuw)
    posting = posting_van(
        lening,
        mutatie,
        "renteloos",
        stand.hoofdsom_cent,
        grondslag="Bbz art. 43 lid 2",
        formule=formule,
    )
    return Verwerkt(nieuw, (replace(posting, boekregels=regels),))


def _zonder_rente_erna(
    lening: Leningvoorwaarden, stand: Stand
) -> tuple[Stand, tuple[Boekregel, ...]]:
    """A term whose vervaldag came before its end was charged whole: what of it lies on or after the end date goes back (art. 43 lid 2)."""
    post = stand.rente[-1] if stand.rente and stand.gesloten == stand.begonnen else None
    if post is None or post.over != sluitdag(stand.schema, stand.gesloten) or telt_dagen(stand):
        return stand, ()
    te_veel = post.geboekt_cent - min(post.geboekt_cent, termijnrente(stand))
    open_eraf = min(post.open_cent, te_veel)
    minder = replace(
        post, geboekt_cent=post.geboekt_cent - te_veel, open_cent=post.open_cent - open_eraf
    )
    nieuw = replace(
        stand,
        rente=(*stand.rente[:-1], minder),
        tegoed_cent=stand.tegoed_cent + te_veel - open_eraf,
    )
    return nieuw, boeking(
        debet(Grootboek.RENTEBATEN, lening.cohort, te_veel),
        credit(post.grootboek, lening.cohort, open_eraf),
        credit(Grootboek.TEGOED, lening.cohort, te_veel - open_eraf),
    )


def draagkracht(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.Draagkracht],
    parameters: Parameterset,
) -> Verwerkt:
    """Half of the income above the norm, rounded per month, for five years (art. 43 lid 2).

    It falls due at the end of that month, and never within the betaaltermijn of the decision (Awb 4:87).
    """
    if stand.einde_bedrijf_op is None or stand.renteloos_vanaf is None:
        raise MutatieKanNiet(
            "Aflossen naar draagkracht kan pas als de lening renteloos is na het einde van het bedrijf (Bbz art. 43 lid 2)."
        )
    duur = parameters.waarde("einde_bedrijf_aflosduur", mutatie.valutadatum).aantal
    if hele_maanden(stand.einde_bedrijf_op, mutatie.valutadatum) >= duur:
        raise MutatieKanNiet(
            f"De {geteld(duur, 'maand')} van Bbz art. 43 lid 2 zijn voorbij. Over de rest is een besluit nodig (A-16)."
        )
    _een_keer_per_maand(stand, mutatie.valutadatum)
    deel = parameters.waarde("einde_bedrijf_aandeel_inkomen_boven_norm", mutatie.valutadatum)
    boven = max(0, mutatie.gegevens.netto_inkomen_cent - mutatie.gegevens.norm_cent)
    cent = min(afgerond(Fraction(boven) * deel.deel), stand.niet_vervallen_cent)
    formule = f"{deel.waarde} % van {bedrag(boven)} boven de norm van {bedrag(mutatie.gegevens.norm_cent)} = {bedrag(cent)}"
    vervalt = Post(max(laatste_dag(mutatie.valutadatum), betaaldag(mutatie, parameters)), cent)
    nieuw = replace(stand, vervallen=(*stand.vervallen, vervalt)) if cent else stand
    nieuw = nieuw.doe("draagkracht", mutatie.valutadatum, cent)
    return Verwerkt(
        nieuw,
        (
            posting_van(
                lening, mutatie, "draagkracht", cent, grondslag="Bbz art. 43 lid 2", formule=formule
            ),
        ),
    )


def _eindigt_een_keer(stand: Stand, mutatie: m.Besluitmutatie[g.EindeBedrijf]) -> None:
    """A business ends once; that the loan becomes renteloos may be decided later, from that same day (art. 43 lid 2)."""
    al = stand.einde_bedrijf_op
    if al and (
        stand.renteloos_vanaf or mutatie.valutadatum != al or not mutatie.gegevens.renteloos
    ):
        raise MutatieKanNiet(
            f"Het einde van het bedrijf is al vastgelegd op {voluit(al)}. Klopt dat niet, corrigeer dan eerst dat besluit."
        )


def _een_keer_per_maand(stand: Stand, dag: date) -> None:
    for al in stand.gedaan:
        if al.soort == "draagkracht" and laatste_dag(al.op) == laatste_dag(dag):
            raise MutatieKanNiet(
                f"Over {maandnaam(dag)} is de draagkracht al vastgesteld: {bedrag(al.cent)} (Bbz art. 43 lid 2)."
                " Zijn de cijfers anders, corrigeer dan eerst dat besluit."
            )
