"""Which light a row of the caseload or a loan shows, and its story."""

from datetime import date

from services.routing.projections.schulden import Lening
from services.routing.projections.werkvoorraad import Werkvoorraadregel, is_voorbij, nadert
from shared.web.dutch import bedrag
from shared.web.lights import OP_TIJD, TE_LAAT, Licht, Stand


def licht_van(regel: Werkvoorraadregel, werkdag: date | None) -> Licht:
    """A deadline that passed comes first, then arrears, then what comes near."""
    if is_voorbij(regel, werkdag):
        return Licht(
            Stand.ACHTERSTAND,
            "De termijn is voorbij.",
            regel.termijn,
            "de volgende actie is gedaan",
            TE_LAAT,
        )
    if regel.achterstand_cent:
        return Licht(
            Stand.ACHTERSTAND,
            f"Er is {bedrag(regel.achterstand_cent)} niet betaald.",
            None,
            "de achterstand is betaald",
        )
    if regel.herkomst == "afspraak":
        return Licht(Stand.AFSPRAAK, "Er is een gesprek afgesproken.")
    if nadert(regel, werkdag):
        return Licht(
            Stand.LET_OP,
            "De termijn is vandaag." if regel.termijn == werkdag else "De termijn komt dichtbij.",
        )
    if regel.stap == "routekeuze":
        return Licht(Stand.GEEN_GEGEVENS, "Er is nog geen route.")
    return Licht(
        Stand.BIJ,
        "Er is nu niets te doen." if regel.wacht_op == "niemand" else "Er is nog tijd genoeg.",
        anders=OP_TIJD,
    )


def licht_van_lening(lening: Lening) -> Licht:
    if lening.achterstand_cent:
        return Licht(
            Stand.ACHTERSTAND,
            f"Er is {bedrag(lening.achterstand_cent)} niet betaald.",
            lening.achterstand_sinds,
            "de achterstand is betaald",
        )
    return Licht(
        Stand.BIJ, "De lening is afgelost." if lening.is_afgelost else "Er is geen achterstand."
    )
