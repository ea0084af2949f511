"""Everything that can happen to a letter. Stored for ever under these names."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.notify.domain.gegevens import Berichtsoort, Gegevens, Krediet, Rekening
from shared.begrippen import Feit

RedenNietVerstuurd = Literal[
    "herhaling",
    "voor_startmerk",
    "betaald",
    "ingetrokken",
    "gewist",
    "aanmaning_ingetrokken",
    "alles_gevraagd",
    "staat_stil",
    "aanmaning",
    "niet_meer_open",
    "stukken_binnen",
]
RedenMislukt = Literal[
    "dossier_onbekend", "afzender_onbekend", "opmaak_mislukt", "parameter_onbekend"
]


class ToekenningAangevuld(Feit):
    """One of the two halves of a toekenning is known; the letter waits for the other."""

    krediet: Krediet | None = None
    rekening: Rekening | None = None


class BerichtGereserveerd(Feit):
    """This letter will be sent, once; from here on no other event can ask for it again."""

    dossier_id: UUID
    lening_id: UUID | None = None
    gemeente: str
    aanleiding: UUID
    gegevens: Gegevens
    gereserveerd_op: date


class BerichtBijgewerkt(Feit):
    """What a letter that waits is about has changed: it will say this."""

    gegevens: Gegevens
    op: date


class BerichtVerstuurd(Feit):
    """The letter lies in the print queue, sealed."""

    dossier_id: UUID
    lening_id: UUID | None = None
    soort: Berichtsoort
    kanaal: Literal["post"]
    aanleiding: UUID
    verstuurd_op: date


class BerichtNietVerstuurd(Feit):
    """There was a cause for a letter, and a reason not to send it."""

    dossier_id: UUID
    lening_id: UUID | None = None
    gemeente: str
    soort: Berichtsoort
    aanleiding: UUID
    reden: RedenNietVerstuurd
    besloten_op: date


class BezorgingMislukt(Feit):
    """The letter could not be made; it stays until a person has looked at it."""

    dossier_id: UUID
    soort: Berichtsoort
    reden: RedenMislukt
    vastgesteld_op: date


class BezorgingHervat(Feit):
    """A person took the cause of a failure away; the letter is in line again."""

    hervat_op: date


# Stored names: they never change, whatever becomes of the classes.
FEITEN: dict[str, type[Feit]] = {
    "ToekenningAangevuld": ToekenningAangevuld,
    "BerichtGereserveerd": BerichtGereserveerd,
    "BerichtBijgewerkt": BerichtBijgewerkt,
    "BerichtVerstuurd": BerichtVerstuurd,
    "BerichtNietVerstuurd": BerichtNietVerstuurd,
    "BezorgingMislukt": BezorgingMislukt,
    "BezorgingHervat": BezorgingHervat,
}
