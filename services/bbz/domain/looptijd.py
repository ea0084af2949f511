"""How long a credit runs, and when its first term falls due (Bbz art. 15 b, 39; choices A-3 and A-7)."""

from datetime import date

from services.bbz.domain.producten import productregel
from services.bbz.domain.toets import Toets, Voorstel
from shared.dates import eerste_dag_volgende_maand, geteld, laatste_dag, plus_maanden, voluit
from shared.parameters import Parameterset


def rentestart(uitbetaald_op: date) -> date:
    """Interest starts on the first of the month after the payout (A-3)."""
    return eerste_dag_volgende_maand(uitbetaald_op)


def eerste_vervaldag(uitbetaald_op: date) -> date:
    """The last day of the first term of a month, unless the besluit says otherwise (Bbz art. 39 lid 1 a)."""
    return laatste_dag(rentestart(uitbetaald_op))


def looptijd(voorstel: Voorstel, parameters: Parameterset) -> Toets:
    """The last term falls due within the longest looptijd from the start of the interest (Bbz art. 15 b); raises ParameterOnbekend."""
    regel = productregel(voorstel.regeling, voorstel.groep, voorstel.product)
    if regel is None:
        return Toets(
            regel="looptijd",
            grondslag="Bbz art. 15 b",
            uitkomst="nog_open",
            uitleg="De looptijd hangt af van het product.",
        )
    rij = parameters.waarde(regel.looptijd, voorstel.besluitdatum)
    toets = Toets(
        regel="looptijd",
        grondslag=regel.looptijd_grondslag,
        uitkomst="voldaan",
        uitleg=f"De looptijd is hooguit {geteld(rij.aantal, 'maand')}.",
        parameter=rij.uitleg,
        gevraagd_maanden=voorstel.termijnen,
        toegestaan_maanden=rij.aantal,
    )
    if voorstel.termijnen is None or voorstel.uitbetaald_op is None:
        return toets.na(uitkomst="nog_open")
    grens = plus_maanden(rentestart(voorstel.uitbetaald_op), rij.aantal)
    eerste = voorstel.eerste_vervaldag or eerste_vervaldag(voorstel.uitbetaald_op)
    if (
        voorstel.termijnen > rij.aantal
        or eerste > grens
        or plus_maanden(eerste, voorstel.termijnen - 1) > grens
    ):
        uitleg = f"{voorstel.termijnen} maandtermijnen vanaf {voluit(eerste)} lopen langer dan {geteld(rij.aantal, 'maand')}."
        return toets.na(uitkomst="niet_voldaan", uitleg=uitleg)
    return toets
