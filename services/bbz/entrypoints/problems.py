"""bbz's refusals as problems in three parts."""

from services.bbz.domain.events import VerstrekkingGeweigerd
from services.bbz.domain.weigeringen import AanvraagBestaatNiet, BesluitMagNiet, Weigering
from shared.dates import geteld
from shared.parameters import ParameterOnbekend
from shared.web.dutch import bedrag
from shared.web.problems import Probleem

NIET_BEVOEGD = ("vier_ogen", "mandaat")
NIET_UITGEKEERD = "De weigering is vastgelegd. Er is geen geld verstrekt."
WAT_TE_DOEN = {
    "vier_ogen": "Laat een collega tekenen die de aanvraag niet heeft beoordeeld.",
    "mandaat": "Laat iemand tekenen met een mandaat dat dit bedrag dekt.",
    "product": "Kies een product dat bij de groep past, of wijs de aanvraag af.",
    "advies": "Laat de aanvraag opnieuw beoordelen, of wijs haar af.",
    "levensvatbaar": "Laat de levensvatbaarheid opnieuw beoordelen, of wijs de aanvraag af.",
    "maximum": "Verlaag het bedrag tot het maximum.",
    "looptijd": "Kies minder termijnen.",
    "norm": "Verlaag het maandbedrag tot de norm.",
    "duur": "Kies minder maanden, of vul in wat voor meer maanden nodig is.",
    "vorm": "Ken de bijstand toe als renteloze lening.",
}


def geweigerd(weigering: VerstrekkingGeweigerd) -> Probleem:
    """A refusal to grant that was recorded: the rule, its article, its figures."""
    if (
        weigering.parameter
        and weigering.toegestaan_cent is None
        and weigering.toegestaan_maanden is None
    ):
        wat_te_doen = f"Bel de parameterbeheerder: de parameter {weigering.parameter} moet eerst worden vastgelegd."
    else:
        wat_te_doen = WAT_TE_DOEN.get(weigering.regel, "Kijk de voorwaarden na.")
    return Probleem(
        403 if weigering.regel in NIET_BEVOEGD else 409,
        f"verstrekking-geweigerd-{weigering.regel.replace('_', '-')}",
        "Dit kan niet worden toegekend",
        f"{weigering.uitleg} Grondslag: {weigering.grondslag}.{_cijfers(weigering)}",
        wat_te_doen,
        NIET_UITGEKEERD,
    )


def _cijfers(weigering: VerstrekkingGeweigerd) -> str:
    if weigering.gevraagd_cent is not None and weigering.toegestaan_cent is not None:
        return f" Gevraagd: {bedrag(weigering.gevraagd_cent)}. Toegestaan: {bedrag(weigering.toegestaan_cent)}."
    if weigering.gevraagd_maanden is not None and weigering.toegestaan_maanden is not None:
        return f" Gevraagd: {geteld(weigering.gevraagd_maanden, 'maand')}. Toegestaan: {geteld(weigering.toegestaan_maanden, 'maand')}."
    return ""


def refusal(weigering: Weigering) -> Probleem:
    status = 404 if isinstance(weigering, AanvraagBestaatNiet) else 409
    return Probleem(
        status,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        "Kijk de stand van de aanvraag na.",
    )


def not_authorised(weigering: BesluitMagNiet) -> Probleem:
    toets = weigering.toets
    return Probleem(
        403,
        f"besluit-geweigerd-{toets.regel.replace('_', '-')}",
        "U kunt dit besluit niet tekenen",
        f"{toets.uitleg} Grondslag: {toets.grondslag}.",
        WAT_TE_DOEN[toets.regel],
    )


TRANSLATION = {
    BesluitMagNiet: not_authorised,
    Weigering: refusal,
    ParameterOnbekend: lambda error: Probleem(
        409,
        "parameter-onbekend",
        "Een waarde van de wet is niet vastgelegd",
        str(error),
        "Bel de parameterbeheerder. Het besluit kan pas als de waarde met haar bron is vastgelegd.",
    ),
}
