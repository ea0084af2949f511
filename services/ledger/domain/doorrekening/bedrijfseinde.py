"""The business ended: renteloos, and aflossing by income above the norm (Bbz art. 43)."""

from dataclasses import replace
from fractions import Fraction

from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.leningstand import Lening, Stand
from services.ledger.domain.doorrekening.verwerkt import MutatieKanNiet, Verwerkt, alleen_bbz, posting_van
from services.ledger.domain.toerekening import Post
from shared.dates import hele_maanden, laatste_dag
from shared.money import afgerond, bedrag
from shared.parameters import Parameterset


def einde_bedrijf(lening: Lening, stand: Stand, mutatie: m.EindeBedrijf, parameters: Parameterset) -> Verwerkt:
    """Renteloos from the end date: by law until 2019, by a decision since 2020 and only if niet verwijtbaar (art. 43 lid 2, A-17)."""
    alleen_bbz(lening, "art. 43")
    van_rechtswege = parameters.waarde("renteloos_na_einde_bedrijf", mutatie.valutadatum).waarde == "van_rechtswege"
    if not van_rechtswege and mutatie.renteloos and mutatie.verwijtbaar:
        raise MutatieKanNiet("Renteloos maken kan alleen als het einde van het bedrijf niet verwijtbaar is (Bbz art. 43 lid 2).")
    if not (van_rechtswege or mutatie.renteloos):
        return Verwerkt(
            replace(stand, einde_bedrijf_op=mutatie.valutadatum),
            signalen=("Het bedrijf is beeindigd: beoordeel opeising (art. 39 lid 1 b).",),
        )
    formule = f"Renteloos vanaf {mutatie.valutadatum}; aflossen naar inkomen boven de norm"
    nieuw = replace(stand, einde_bedrijf_op=mutatie.valutadatum, renteloos_vanaf=mutatie.valutadatum)
    return Verwerkt(
        nieuw, (posting_van(lening, mutatie, "renteloos", stand.hoofdsom_cent, grondslag="Bbz art. 43 lid 2", formule=formule),)
    )


def draagkracht(lening: Lening, stand: Stand, mutatie: m.Draagkracht, parameters: Parameterset) -> Verwerkt:
    """Half of the income above the norm, rounded per month, falls due at the end of the month, for five years (art. 43 lid 2)."""
    if stand.einde_bedrijf_op is None or stand.renteloos_vanaf is None:
        raise MutatieKanNiet(
            "Aflossen naar draagkracht kan pas als de lening renteloos is na het einde van het bedrijf (Bbz art. 43 lid 2)."
        )
    duur = parameters.waarde("einde_bedrijf_aflosduur", mutatie.valutadatum).aantal
    if hele_maanden(stand.einde_bedrijf_op, mutatie.valutadatum) >= duur:
        raise MutatieKanNiet(f"De {duur} maanden van Bbz art. 43 lid 2 zijn voorbij. Over de rest is een besluit nodig (A-16).")
    deel = parameters.waarde("einde_bedrijf_aandeel_inkomen_boven_norm", mutatie.valutadatum)
    boven = max(0, mutatie.netto_inkomen_cent - mutatie.norm_cent)
    cent = min(afgerond(Fraction(boven) * deel.deel), stand.niet_vervallen_cent)
    formule = f"{deel.waarde} % van {bedrag(boven)} boven de norm van {bedrag(mutatie.norm_cent)} = {bedrag(cent)}"
    vervalt = Post(laatste_dag(mutatie.valutadatum), cent)
    nieuw = replace(stand, vervallen=(*stand.vervallen, vervalt)) if cent else stand
    return Verwerkt(nieuw, (posting_van(lening, mutatie, "draagkracht", cent, grondslag="Bbz art. 43 lid 2", formule=formule),))
