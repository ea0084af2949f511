"""The yearly maximum of a credit (Bbz art. 20, 24, 26, 29; Tozo art. 15)."""

from services.bbz.domain.eerder import NIETS, Eerder
from services.bbz.domain.producten import productregel
from services.bbz.domain.toets import Toets, Voorstel
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset


def maximum(voorstel: Voorstel, parameters: Parameterset, eerder: Eerder = NIETS) -> Toets:
    """At most the amount of the group in the year of the application, also when a later year's is higher (choice A-9).

    The amount is for a business, not for an application: what was lent before counts (choice C-1). Raises ParameterOnbekend.
    """
    regel = productregel(voorstel.regeling, voorstel.groep, voorstel.product)
    if regel is None or voorstel.product is None:
        return Toets(
            regel="maximum",
            grondslag="Bbz art. 20, 24, 26",
            uitkomst="nog_open",
            uitleg="Het maximum hangt af van het product.",
        )
    rij = parameters.waarde(regel.maximum, voorstel.aanvraagdatum)
    geleend = eerder.hoofdsom_cent(voorstel.regeling, voorstel.product)
    over = max(0, rij.cent - geleend)
    hooguit = f"hooguit {bedrag(rij.cent)} voor een aanvraag van {voluit(voorstel.aanvraagdatum)}"
    if geleend:
        hooguit += f", en daarvan is {bedrag(geleend)} al eerder verstrekt"
    toets = Toets(
        regel="maximum",
        grondslag=regel.grondslag,
        uitkomst="voldaan",
        uitleg=f"Het krediet is {hooguit}.",
        parameter=rij.uitleg,
        gevraagd_cent=voorstel.bedrag_cent,
        toegestaan_cent=over,
    )
    if voorstel.bedrag_cent is None:
        return toets.na(uitkomst="nog_open")
    if voorstel.bedrag_cent > over:
        uitleg = f"{bedrag(voorstel.bedrag_cent)} is meer dan het maximum: {hooguit}."
        return toets.na(uitkomst="niet_voldaan", uitleg=uitleg)
    return toets
