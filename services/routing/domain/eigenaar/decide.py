"""Who gets the dossier, and may it sleep? An empty list means: already so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.routing.domain.eigenaar import verdeling
from services.routing.domain.eigenaar.commands import (
    BeeindigEigenaarschap,
    DraagOver,
    Eigenaarsverzoek,
    HeropenEigenaarschap,
    MaakWakker,
    NeemAf,
    NeemOver,
    Sluimer,
    VerdeelDossier,
    WekDossier,
    WijsToe,
)
from services.routing.domain.eigenaar.events import (
    DossierGesluimerd,
    DossierGewekt,
    DossierOvergedragen,
    EigenaarschapBeeindigd,
    EigenaarToegewezen,
    RedenToewijzing,
    RedenWekken,
)
from services.routing.domain.eigenaar.state import Eigenaarschap
from services.routing.domain.eigenaar.weigeringen import (
    BehandelenMagNiet,
    DossierIsToegewezen,
    DossierRust,
    MedewerkerBehandeltNiet,
    OpvolgerIsEigenaar,
    OverdragenMagNiet,
    SluimerdagIsTeVer,
    SluimerdagIsVoorbij,
    TermijnGaatVoor,
    TermijnIsVoorbij,
    ToewijzenMagNiet,
)
from services.routing.domain.weigeringen import DossierIsOnbekend
from shared.begrippen import Feit
from shared.organisatie.staat import Organisatie

# Given by the rule: as long as no person had a hand in it, another team means another owner.
DOOR_DE_REGEL: frozenset[RedenToewijzing] = frozenset(
    {"verdeeld", "niemand_beschikbaar", "ander_team", "heropend"}
)


@dataclass(frozen=True)
class Kader:
    """What a decision looks at beside the dossier: who works here, how many open dossiers each has, and the deadline that lapses first.

    `slaapt_hoogstens`: for how many days a dossier may sleep; `vorige`: who has or had the dossier that this one follows.
    """

    organisatie: Organisatie
    last: Mapping[str, int] = field(default_factory=dict)
    termijn: date | None = None
    slaapt_hoogstens: int = 0
    vorige: str | None = None

    def naam(self, medewerker_id: str | None) -> str | None:
        gevonden = self.organisatie.medewerker(medewerker_id) if medewerker_id else None
        return gevonden.aanduiding if gevonden else medewerker_id


def decide(staat: Eigenaarschap, verzoek: Eigenaarsverzoek, kader: Kader) -> list[Feit]:
    match verzoek:
        case VerdeelDossier():
            return _verdeel(staat, verzoek, kader)
        case NeemOver() | WijsToe() | DraagOver():
            return _geef(staat, verzoek, kader)
        case Sluimer():
            return _sluimer(staat, verzoek, kader)
        case MaakWakker():
            _moet_behandelen(_bekend(staat), verzoek, kader)
            return _wek(staat, verzoek, "met_de_hand")
        case WekDossier():
            return _vanzelf(staat, verzoek)
        case NeemAf():
            return _neem_af(staat, verzoek, kader)
        case BeeindigEigenaarschap():
            return [EigenaarschapBeeindigd(beeindigd_op=verzoek.op)] if staat.is_open else []
        case HeropenEigenaarschap():
            return _heropen(staat, verzoek, kader)


def _verdeel(staat: Eigenaarschap, verzoek: VerdeelDossier, kader: Kader) -> list[Feit]:
    """The rule gives a new dossier to somebody, and tries again for one that nobody could take; what people gave stays where it is."""
    if staat.is_bekend and not staat.is_open:
        return []
    if staat.eigenaar is None:
        is_gezocht = staat.is_bekend and staat.team == verzoek.team
        if is_gezocht and staat.reden != "niemand_beschikbaar":
            return []
        wie = _kies(verzoek, kader)
        return [] if is_gezocht and wie is None else [_gegeven(staat, verzoek, wie)]
    if staat.team == verzoek.team:
        return []
    if verzoek.is_gekozen or staat.reden not in DOOR_DE_REGEL:
        return [_toegewezen(staat, verzoek, staat.eigenaar, staat.reden or "ander_team")]
    wie = _kies(verzoek, kader)
    if wie is None:
        return [_toegewezen(staat, verzoek, staat.eigenaar, "ander_team")]
    return [_gegeven(staat, verzoek, wie), *_wek(staat, verzoek, "andere_eigenaar")]


def _kies(verzoek: VerdeelDossier, kader: Kader) -> str | None:
    """Whoever knows the entrepreneur of the dossier before it, as long as they have the role there; else by the rule."""
    vorige = kader.vorige
    organisatie, waar = kader.organisatie, (verzoek.gemeente, verzoek.op)
    if vorige and verdeling.kan_behandelen(organisatie, vorige, verzoek.dossier_id, *waar):
        return vorige
    return verdeling.verdeel(organisatie, verzoek.dossier_id, verzoek.team, *waar, kader.last)


def _gegeven(staat: Eigenaarschap, verzoek: VerdeelDossier, wie: str | None) -> EigenaarToegewezen:
    return _toegewezen(staat, verzoek, wie, "verdeeld" if wie else "niemand_beschikbaar")


def _toegewezen(
    staat: Eigenaarschap, verzoek: VerdeelDossier, wie: str | None, reden: RedenToewijzing
) -> EigenaarToegewezen:
    return EigenaarToegewezen(
        dossier_id=verzoek.dossier_id,
        gemeente=verzoek.gemeente,
        team=verzoek.team,
        eigenaar=wie,
        was=staat.eigenaar,
        reden=reden,
        toegewezen_op=verzoek.op,
    )


def _geef(
    staat: Eigenaarschap, verzoek: NeemOver | WijsToe | DraagOver, kader: Kader
) -> list[Feit]:
    """A person gives the dossier to somebody, or takes it: one of two who do so at once wins, the other hears who."""
    staat = _bekend(staat)
    aan = verzoek.door if isinstance(verzoek, NeemOver) else verzoek.aan
    if isinstance(verzoek, NeemOver | WijsToe):
        if staat.eigenaar == aan:
            return []
        if staat.eigenaar != verzoek.eigenaar_was:
            raise DossierIsToegewezen(kader.naam(staat.eigenaar))
    _mag_geven(staat, verzoek, kader)
    if not _kan(verzoek, aan, staat, kader):
        raise BehandelenMagNiet if aan == verzoek.door else MedewerkerBehandeltNiet
    return [_gift(staat, verzoek, aan), *_wek(staat, verzoek, "andere_eigenaar")]


def _gift(staat: Eigenaarschap, verzoek: NeemOver | WijsToe | DraagOver, aan: str) -> Feit:
    if isinstance(verzoek, DraagOver):
        return DossierOvergedragen(
            dossier_id=verzoek.dossier_id,
            gemeente=staat.gemeente,
            van=staat.eigenaar or verzoek.door,
            aan=aan,
            reden=verzoek.reden,
            punten=tuple(dict.fromkeys(verzoek.punten)),
            overgedragen_op=verzoek.op,
        )
    reden: RedenToewijzing = "toegewezen"
    if isinstance(verzoek, NeemOver):
        reden = "overgenomen" if staat.eigenaar else "opgepakt"
    return EigenaarToegewezen(
        dossier_id=verzoek.dossier_id,
        gemeente=staat.gemeente,
        team=staat.team,
        eigenaar=aan,
        was=staat.eigenaar,
        reden=reden,
        toegewezen_op=verzoek.op,
    )


def _mag_geven(staat: Eigenaarschap, verzoek: NeemOver | WijsToe | DraagOver, kader: Kader) -> None:
    organisatie, door, op = kader.organisatie, verzoek.door, verzoek.op
    leidt = verdeling.leidt(organisatie, door, staat.gemeente, op)
    if isinstance(verzoek, WijsToe):
        is_van_team = verdeling.is_van_team(organisatie, door, staat.team)
        if not (leidt or (is_van_team and _kan(verzoek, door, staat, kader))):
            raise ToewijzenMagNiet
    if isinstance(verzoek, DraagOver):
        if staat.eigenaar == verzoek.aan:
            raise OpvolgerIsEigenaar
        neemt_waar = staat.eigenaar is not None and door in (
            staat.eigenaar,
            verdeling.waarnemer(organisatie, staat.eigenaar, op),
        )
        if not (leidt or neemt_waar):
            raise OverdragenMagNiet


def _sluimer(staat: Eigenaarschap, verzoek: Sluimer, kader: Kader) -> list[Feit]:
    """Never past a deadline of the law or one that we promised: on that day the dossier is back."""
    staat = _bekend(staat)
    if not staat.is_open:
        raise DossierRust
    _moet_behandelen(staat, verzoek, kader)
    if verzoek.tot <= verzoek.op:
        raise SluimerdagIsVoorbij
    if kader.termijn and kader.termijn <= verzoek.op:
        raise TermijnIsVoorbij
    if kader.termijn and verzoek.tot > kader.termijn:
        raise TermijnGaatVoor(kader.termijn)
    laatste = verzoek.op + timedelta(days=kader.slaapt_hoogstens)
    if verzoek.tot > laatste:
        raise SluimerdagIsTeVer(laatste)
    if (staat.sluimert_tot, staat.sluimerreden) == (verzoek.tot, verzoek.reden):
        return []
    return [
        DossierGesluimerd(
            dossier_id=verzoek.dossier_id,
            gemeente=staat.gemeente,
            tot=verzoek.tot,
            reden=verzoek.reden,
            gesluimerd_op=verzoek.op,
        )
    ]


def _vanzelf(staat: Eigenaarschap, verzoek: WekDossier) -> list[Feit]:
    if verzoek.is_nieuws:
        return _wek(staat, verzoek, "nieuws")
    is_er = staat.sluimert_tot is not None and staat.sluimert_tot <= verzoek.op
    return _wek(staat, verzoek, "dag") if is_er else []


def _wek(staat: Eigenaarschap, verzoek: Eigenaarsverzoek, reden: RedenWekken) -> list[Feit]:
    if staat.sluimert_tot is None:
        return []
    return [
        DossierGewekt(
            dossier_id=verzoek.dossier_id,
            gemeente=staat.gemeente,
            reden=reden,
            gewekt_op=verzoek.op,
        )
    ]


def _neem_af(staat: Eigenaarschap, verzoek: NeemAf, kader: Kader) -> list[Feit]:
    """Only of who is not here any more on that day, or may not open it any more; a colleague may have taken it since."""
    eigenaar, organisatie = staat.eigenaar, kader.organisatie
    if eigenaar is None:
        return []
    reden: RedenToewijzing = "vertrokken"
    if organisatie.is_in_dienst(eigenaar, verzoek.op):
        if organisatie.mag_openen(eigenaar, verzoek.dossier_id):
            return []
        reden = "afgeschermd"
    return [_van_team(staat, verzoek, None, reden), *_wek(staat, verzoek, "andere_eigenaar")]


def _heropen(staat: Eigenaarschap, verzoek: HeropenEigenaarschap, kader: Kader) -> list[Feit]:
    if staat.is_open or not staat.is_bekend:
        return []
    eerder = staat.eigenaar
    if eerder and _kan(verzoek, eerder, staat, kader):
        return [_van_team(staat, verzoek, eerder, "heropend")]
    wie = verdeling.verdeel(
        kader.organisatie,
        verzoek.dossier_id,
        staat.team,
        staat.gemeente,
        verzoek.op,
        kader.last,
    )
    return [_van_team(staat, verzoek, wie, "verdeeld" if wie else "niemand_beschikbaar")]


def _van_team(
    staat: Eigenaarschap,
    verzoek: NeemAf | HeropenEigenaarschap,
    wie: str | None,
    reden: RedenToewijzing,
) -> EigenaarToegewezen:
    return EigenaarToegewezen(
        dossier_id=verzoek.dossier_id,
        gemeente=staat.gemeente,
        team=staat.team,
        eigenaar=wie,
        was=staat.eigenaar,
        reden=reden,
        toegewezen_op=verzoek.op,
    )


def _moet_behandelen(staat: Eigenaarschap, verzoek: Sluimer | MaakWakker, kader: Kader) -> None:
    leidt = verdeling.leidt(kader.organisatie, verzoek.door, staat.gemeente, verzoek.op)
    if not (leidt or _kan(verzoek, verzoek.door, staat, kader)):
        raise BehandelenMagNiet


def _kan(verzoek: Eigenaarsverzoek, wie: str, staat: Eigenaarschap, kader: Kader) -> bool:
    return verdeling.kan_behandelen(
        kader.organisatie, wie, verzoek.dossier_id, staat.gemeente, verzoek.op
    )


def _bekend(staat: Eigenaarschap) -> Eigenaarschap:
    if not staat.is_bekend:
        raise DossierIsOnbekend
    return staat
