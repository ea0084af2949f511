"""May levensonderhoud be granted? Every condition is looked at; the first that fails refuses, as a fact (Bbz art. 11, 18-27)."""

from typing import Any

from services.bbz.domain.bijstand import LENING, OM_NIET
from services.bbz.domain.bijstandsnorm import bijstandsmaanden
from services.bbz.domain.commands import KenLevensonderhoudToe
from services.bbz.domain.events import Aanvraagfeit, LevensonderhoudToegekend, Maandbedrag
from services.bbz.domain.kader import Kader
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.toets import Bijstandsvoorstel, Toets
from services.bbz.domain.verstrekking import voorstel, weiger
from services.bbz.domain.voorwaarden import BIJSTANDSVOORWAARDEN, toetsing
from services.bbz.domain.weigeringen import (
    BedrijfskapitaalIsGeenLevensonderhoud,
    LevensonderhoudIsAlToegekend,
    NormbronOntbreekt,
    PeriodeBegintMiddenInMaand,
    PeriodeIsAlToegekend,
    PeriodeLigtTeVer,
)
from shared.dates import plus_maanden

# What the request and the proposal have in common, by name.
VELDEN = (
    "van",
    "maanden",
    "maandbedrag_cent",
    "huishouden",
    "vorm",
    "verlengingsgrond",
    "norm_cent",
    "normbron",
    "is_blijvend_onder_norm",
    "is_vermogen_binnen_grens",
    "verwacht_bruto_jaarinkomen_cent",
)


def bijstandsvoorstel(state: Aanvraag, verzoek: KenLevensonderhoudToe) -> Bijstandsvoorstel:
    """What the conditions see of a request to grant."""
    gewoon = voorstel(state, verzoek.ondertekenaar, verzoek.op).model_dump() | {"product": None}
    gevraagd: dict[str, Any] = {naam: getattr(verzoek, naam) for naam in VELDEN}
    return Bijstandsvoorstel(
        **(gewoon | gevraagd | {"bedrag_cent": verzoek.maandbedrag_cent * verzoek.maanden})
    )


def ken_toe(state: Aanvraag, verzoek: KenLevensonderhoudToe, kader: Kader) -> list[Aanvraagfeit]:
    if state.bijstand:
        if _is_hetzelfde(state.bijstand, verzoek):
            return []
        raise LevensonderhoudIsAlToegekend(state.kern.dossier_id)
    state.moet_lopen()
    _moet_kloppen(state, verzoek)
    if kader.eerder.alle_maanden.intersection(bijstandsmaanden(verzoek.van, verzoek.maanden)):
        raise PeriodeIsAlToegekend
    gevraagd = bijstandsvoorstel(state, verzoek)
    toetsen = toetsing(gevraagd, kader, BIJSTANDSVOORWAARDEN)
    geweigerd = weiger(state, verzoek, gevraagd.bedrag_cent or 0, kader, toetsen)
    return [_bijstand(state, verzoek, kader, toetsen)] if geweigerd is None else geweigerd


def _is_hetzelfde(bijstand: LevensonderhoudToegekend, verzoek: KenLevensonderhoudToe) -> bool:
    """The same request once more, perhaps on a later day."""
    return (
        bijstand.maandbedragen,
        bijstand.vorm,
        bijstand.huishouden,
        bijstand.eerste_boekjaarmaand,
        bijstand.ondertekenaar,
    ) == (
        _maandbedragen(verzoek),
        verzoek.vorm,
        verzoek.huishouden,
        verzoek.eerste_boekjaarmaand,
        verzoek.ondertekenaar,
    )


def _moet_kloppen(state: Aanvraag, verzoek: KenLevensonderhoudToe) -> None:
    """What no besluit can say, whatever the rules are."""
    if state.kern.soort == "bedrijfskapitaal":
        raise BedrijfskapitaalIsGeenLevensonderhoud
    if verzoek.van.day != 1:
        raise PeriodeBegintMiddenInMaand(verzoek.van.replace(day=1))
    if (
        not plus_maanden(state.kern.aanvraagdatum, -12)
        <= verzoek.van
        <= plus_maanden(verzoek.op, 12)
    ):
        raise PeriodeLigtTeVer
    if (verzoek.norm_cent is None) != (verzoek.normbron is None):
        raise NormbronOntbreekt


def _maandbedragen(verzoek: KenLevensonderhoudToe) -> tuple[Maandbedrag, ...]:
    return tuple(
        Maandbedrag(maand=maand, bedrag_cent=verzoek.maandbedrag_cent)
        for maand in bijstandsmaanden(verzoek.van, verzoek.maanden)
    )


def _bijstand(
    state: Aanvraag, verzoek: KenLevensonderhoudToe, kader: Kader, toetsen: tuple[Toets, ...]
) -> LevensonderhoudToegekend:
    eerste = kader.eerder.eerste_dossier_id
    return LevensonderhoudToegekend(
        dossier_id=state.kern.dossier_id,
        gemeente=state.kern.gemeente,
        groep=state.groep,
        vorm=verzoek.vorm,
        huishouden=verzoek.huishouden,
        maandbedragen=_maandbedragen(verzoek),
        eerste_boekjaarmaand=verzoek.eerste_boekjaarmaand,
        verlengingsgrond=verzoek.verlengingsgrond,
        norm_cent=verzoek.norm_cent,
        normbron=verzoek.normbron,
        grondslag=OM_NIET if verzoek.vorm == "om_niet" else LENING,
        aanvraagdatum=state.kern.aanvraagdatum,
        besluitdatum=verzoek.op,
        parameterset=kader.parameters.versie,
        ondertekenaar=verzoek.ondertekenaar,
        mandaat=kader.mandaten.kenmerk(verzoek.ondertekenaar, state.kern.gemeente, verzoek.op),
        onderbouwing=toetsen,
        eerste_dossier_id=None if eerste == state.kern.dossier_id else eerste,
    )
