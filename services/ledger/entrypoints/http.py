"""The ledger's JSON API: its subjects in the order of the document."""

from services.ledger.adapters.inzage import Inzage
from services.ledger.entrypoints.api.bank import BANK
from services.ledger.entrypoints.api.besluiten import BESLUITEN
from services.ledger.entrypoints.api.borgtocht import BORGTOCHTEN
from services.ledger.entrypoints.api.invordering import INVORDERING
from services.ledger.entrypoints.api.journaal import JOURNAAL
from services.ledger.entrypoints.api.leningen import DEBITEUREN, LENINGEN
from services.ledger.entrypoints.api.register import REGISTER
from services.ledger.entrypoints.api.standen import STANDEN
from services.ledger.entrypoints.api.vaststellingen import VASTSTELLINGEN
from services.ledger.entrypoints.api.vorderingen import VORDERINGEN
from services.ledger.entrypoints.problems import TRANSLATION
from shared.web.api import Api, make_api

VERSION = "1.0.0"
SUBJECTS = (
    LENINGEN,
    DEBITEUREN,
    BANK,
    BESLUITEN,
    VASTSTELLINGEN,
    VORDERINGEN,
    STANDEN,
    JOURNAAL,
    REGISTER,
    BORGTOCHTEN,
    INVORDERING,
)


def make(inzage: Inzage) -> Api:
    return make_api(
        "ledger",
        "Doorstart ledger",
        VERSION,
        "Leningen, debiteuren en bankbestanden. Bedragen zijn centen.",
        TRANSLATION,
        subjects=SUBJECTS,
        given=[inzage],
    )
