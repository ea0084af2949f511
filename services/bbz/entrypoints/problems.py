"""bbz's refusals as problems in three parts."""

from services.bbz.domain.events import VerstrekkingGeweigerd
from services.bbz.domain.weigeringen import (
    AanvraagBestaatNiet,
    BesluitMagNiet,
    DagKanNiet,
    PeriodeBegintMiddenInMaand,
    VerlengingIsTeLang,
    VraagtVervolgaanvraag,
    Weigering,
)
from shared.dates import geteld
from shared.money import bedrag as in_cijfers
from shared.parameters import ParameterOnbekend
from shared.web.dutch import bedrag, datum
from shared.web.errors import Translation
from shared.web.problems import NIETS_VERANDERD, Dichtstbij, Probleem

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


# In which field of the form the nearest value belongs, by the rule that knows it.
_VELDEN = {
    "maximum": "bedrag",
    "norm": "maandbedrag",
    "looptijd": "termijnen",
    "duur": "maanden",
}

_DAGVELDEN: dict[type[DagKanNiet], str] = {
    PeriodeBegintMiddenInMaand: "van",
}


def geweigerd(weigering: VerstrekkingGeweigerd, *, is_vastgelegd: bool = True) -> Probleem:
    """A refusal to grant: the rule, its article, its figures, and the nearest value. It was recorded unless somebody only looked."""
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
        NIET_UITGEKEERD if is_vastgelegd else NIETS_VERANDERD,
        dichtstbij=_dichtstbij(weigering),
    )


def _dichtstbij(weigering: VerstrekkingGeweigerd) -> tuple[Dichtstbij, ...]:
    veld = _VELDEN.get(weigering.regel)
    if veld in ("bedrag", "maandbedrag") and weigering.toegestaan_cent:
        cent = weigering.toegestaan_cent
        return (Dichtstbij(veld, in_cijfers(cent, "").strip(), f"Vul {bedrag(cent)} in"),)
    if veld in ("termijnen", "maanden") and weigering.toegestaan_maanden:
        aantal = weigering.toegestaan_maanden
        return (Dichtstbij(veld, str(aantal), f"Vul {geteld(aantal, 'maand')} in"),)
    return ()


def _cijfers(weigering: VerstrekkingGeweigerd) -> str:
    if weigering.gevraagd_cent is not None and weigering.toegestaan_cent is not None:
        return f" Gevraagd: {bedrag(weigering.gevraagd_cent)}. Toegestaan: {bedrag(weigering.toegestaan_cent)}."
    if weigering.gevraagd_maanden is not None and weigering.toegestaan_maanden is not None:
        return f" Gevraagd: {geteld(weigering.gevraagd_maanden, 'maand')}. Toegestaan: {geteld(weigering.toegestaan_maanden, 'maand')}."
    return ""


def next_application(weigering: VraagtVervolgaanvraag) -> Probleem:
    adres = f"/aanmeldingen/{weigering.dossier_id}/aanvraag?soort={weigering.soort}"
    return Probleem(
        409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        f"Dien een vervolgaanvraag in ({adres}).",
        headers={"Link": f'<{adres}>; rel="related"'},
    )


def refusal(weigering: Weigering) -> Probleem:
    status = 404 if isinstance(weigering, AanvraagBestaatNiet) else 409
    return Probleem(
        status,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        "Kijk de stand van de aanvraag na.",
        dichtstbij=_nearest(weigering),
    )


def _nearest(weigering: Weigering) -> tuple[Dichtstbij, ...]:
    if isinstance(weigering, VerlengingIsTeLang):
        weken = weigering.hooguit
        return (Dichtstbij("weken", str(weken), f"Vul {geteld(weken, 'week')} in"),)
    if isinstance(weigering, DagKanNiet):
        dag = weigering.dichtstbij
        veld = _DAGVELDEN.get(type(weigering), "uitbetaald_op")
        return (Dichtstbij(veld, dag.isoformat(), f"Vul {datum(dag)} in"),)
    return ()


def not_authorised(weigering: BesluitMagNiet) -> Probleem:
    toets = weigering.toets
    return Probleem(
        403,
        f"besluit-geweigerd-{toets.regel.replace('_', '-')}",
        "U kunt dit besluit niet tekenen",
        f"{toets.uitleg} Grondslag: {toets.grondslag}.",
        WAT_TE_DOEN[toets.regel],
    )


TRANSLATION: Translation = {
    BesluitMagNiet: not_authorised,
    VraagtVervolgaanvraag: next_application,
    Weigering: refusal,
    ParameterOnbekend: lambda error: Probleem(
        409,
        "parameter-onbekend",
        "Een waarde van de wet is niet vastgelegd",
        str(error),
        "Bel de parameterbeheerder. Het besluit kan pas als de waarde met haar bron is vastgelegd.",
    ),
}
