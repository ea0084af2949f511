"""The words of the register of a loan, and its forms."""

from dataclasses import dataclass

from services.ledger.domain.register.commands import (
    LaatZekerheidVervallen,
    OntslaMedeschuldenaar,
    Registerverzoek,
    TaxeerZekerheid,
    VestigZekerheid,
    VoegMedeschuldenaarToe,
)
from services.ledger.entrypoints.api.register import (
    Aanvraag,
    Medeschuldenaaraanvraag,
    Ontslagaanvraag,
    Taxatieaanvraag,
    Vervalaanvraag,
    Zekerheidaanvraag,
)

ZEKERHEDEN = {
    "pand": "Pandrecht",
    "hypotheek": "Hypotheek",
    "krediethypotheek": "Krediethypotheek op de eigen woning",
}
AANSPRAKELIJKHEID = {
    "partner": "Partner",
    "gezinslid": "Ander gezinslid",
    "vennoot": "Vennoot",
    "contract": "Tekende het contract mee",
}
VERVALLEN = {
    "vrijgegeven": "Vrijgegeven",
    "uitgewonnen": "Uitgewonnen",
    "vergissing": "Was een vergissing",
}
ONTSLAGEN = {
    "besluit": "Ontslagen bij besluit",
    "overleden": "Overleden",
    "vergissing": "Was een vergissing",
}
LABELS = {
    "soort": "Soort",
    "gevestigd_op": "Gevestigd op",
    "dekking": "Dekt",
    "documentkenmerk": "Kenmerk van het document",
    "medeschuldenaar_id": "Dossiernummer",
    "aansprakelijkheid": "Waarom aansprakelijk",
    "vanaf": "Vanaf",
    "getaxeerd_op": "Getaxeerd op",
    "per": "Per",
    "reden": "Reden",
}


@dataclass(frozen=True)
class Formulier:
    """What a form of the page sends and what it becomes; `sleutel` is the field that says about whom or what it is."""

    aanvraag: type[Aanvraag]
    verzoek: type[Registerverzoek]
    sleutel: str = ""


FORMULIEREN = {
    "zekerheid": Formulier(Zekerheidaanvraag, VestigZekerheid),
    "medeschuldenaar": Formulier(Medeschuldenaaraanvraag, VoegMedeschuldenaarToe),
    "taxatie": Formulier(Taxatieaanvraag, TaxeerZekerheid, "zekerheid_id"),
    "vervallen": Formulier(Vervalaanvraag, LaatZekerheidVervallen, "zekerheid_id"),
    "ontslag": Formulier(Ontslagaanvraag, OntslaMedeschuldenaar, "medeschuldenaar_id"),
}
