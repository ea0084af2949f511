"""The organisation as it stands, folded from what was told about it: who works for which municipality and may do what, on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from pydantic import Field

from shared.begrippen import Waarde
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    DossierVrijgegeven,
    GemeenteAangesloten,
    LoketIngericht,
    MandaatIngetrokken,
    MandaatVerleend,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    Onderwerp,
    Organisatiegebeurtenis,
    RegioIngericht,
    Rol,
    RolIngetrokken,
    RolToegekend,
    TeamIngericht,
    VervangingGeregeld,
    WerkafspraakVastgesteld,
)
from shared.recht.mandaat import Mandaat, Mandaatregister

# Before the first day nothing has ended and nothing has yet to begin.
GEEN_DAG = date.max


class Organisatie(Waarde):
    """Everything that was told, by id. `einde` is the first day on which a role, a mandate or a medewerker counts no more."""

    gemeenten: dict[str, GemeenteAangesloten] = Field(default_factory=dict)
    loketten: dict[str, tuple[LoketIngericht, ...]] = Field(default_factory=dict)
    regios: dict[str, RegioIngericht] = Field(default_factory=dict)
    teams: dict[str, TeamIngericht] = Field(default_factory=dict)
    medewerkers: dict[str, MedewerkerAangesteld] = Field(default_factory=dict)
    vertrokken: dict[str, date] = Field(default_factory=dict)
    rollen: dict[str, RolToegekend] = Field(default_factory=dict)
    rol_einde: dict[str, date] = Field(default_factory=dict)
    mandaten: dict[str, MandaatVerleend] = Field(default_factory=dict)
    mandaat_einde: dict[str, date] = Field(default_factory=dict)
    vervangingen: dict[str, VervangingGeregeld] = Field(default_factory=dict)
    werkafspraken: dict[str, WerkafspraakVastgesteld] = Field(default_factory=dict)
    afgeschermd: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def medewerker(self, medewerker_id: str) -> MedewerkerAangesteld | None:
        """Who this is, also of somebody who left; None for an id that nobody has."""
        return self.medewerkers.get(medewerker_id)

    def medewerker_van(self, account: str) -> MedewerkerAangesteld | None:
        """Who logs in with this account (`sub`)."""
        return next((een for een in self.medewerkers.values() if een.account == account), None)

    def is_in_dienst(self, medewerker_id: str, dag: date | None) -> bool:
        """Whether somebody works here on a day; without a day: has not left."""
        gevonden = self.medewerkers.get(medewerker_id)
        if gevonden is None:
            return False
        vertrek = self.vertrokken.get(medewerker_id)
        if dag is None:
            return vertrek is None
        return gevonden.vanaf <= dag and (vertrek is None or dag < vertrek)

    def bevoegdheden(self, medewerker_id: str, dag: date | None) -> Mapping[Rol, frozenset[str]]:
        """The municipalities for which somebody has each role on a day."""
        if not self.is_in_dienst(medewerker_id, dag):
            return {}
        gevonden: dict[Rol, frozenset[str]] = {}
        for rol in self.rollen.values():
            if rol.medewerker_id == medewerker_id and _loopt(
                rol.van, rol.tot, self.rol_einde.get(rol.toekenning_id), dag
            ):
                gevonden[rol.rol] = gevonden.get(rol.rol, frozenset()) | frozenset(rol.gemeenten)
        return gevonden

    def rollen_van(self, medewerker_id: str, dag: date | None) -> frozenset[Rol]:
        """The roles that somebody has on a day, wherever it is."""
        return frozenset(self.bevoegdheden(medewerker_id, dag))

    def gemeenten_van(self, medewerker_id: str, dag: date | None) -> frozenset[str]:
        """The municipalities for which somebody has any role on a day."""
        return frozenset().union(*self.bevoegdheden(medewerker_id, dag).values())

    def mandaatregister(self, onderwerp: Onderwerp) -> Mandaatregister:
        """The mandates about a subject, each up to the day before it was withdrawn or its holder left (Awb art. 10:8)."""
        return Mandaatregister(
            tuple(
                gevonden
                for mandaat in self.mandaten.values()
                if mandaat.onderwerp == onderwerp and (gevonden := self._mandaat(mandaat))
            )
        )

    def mandaathouders(self, onderwerp: Onderwerp) -> frozenset[str]:
        """Everybody who ever had a mandate about a subject."""
        return frozenset(een.houder for een in self.mandaten.values() if een.onderwerp == onderwerp)

    def team_voor(self, gemeente: str, route: int | None) -> str | None:
        """The name of the team of the first rule that fits; a dossier without a route fits only rules for all routes."""
        passend = [
            (regel.voorrang, team.team_id, team.naam)
            for team in self.teams.values()
            for regel in team.regels
            if regel.gemeente in (None, gemeente) and (regel.route is None or regel.route == route)
        ]
        return min(passend)[2] if passend else None

    def vervanger(self, medewerker_id: str, dag: date) -> str | None:
        """Who does the work of somebody on a day: the one who was named last and still works here; None when nobody does."""
        lopend = [
            een.vervanger_id
            for een in self.vervangingen.values()
            if een.medewerker_id == medewerker_id
            and een.van <= dag <= een.tot
            and self.is_in_dienst(een.vervanger_id, dag)
        ]
        return lopend[-1] if lopend else None

    def afzender(self, gemeente: str, dag: date | None) -> LoketIngericht | None:
        """The desk in whose name a letter of that day goes out; None where there is none yet."""
        begonnen = [
            loket for loket in self.loketten.get(gemeente, ()) if loket.vanaf <= (dag or GEEN_DAG)
        ]
        return max(begonnen, key=lambda loket: loket.vanaf, default=None)

    def afspraak(self, stap: str, gemeente: str, dag: date) -> WerkafspraakVastgesteld | None:
        """The agreement on who does a step for a municipality on a day; of several the one that began last."""
        lopend = [
            een
            for een in self.werkafspraken.values()
            if een.stap == stap
            and gemeente in een.gemeenten
            and _loopt(een.van, een.tot, None, dag)
        ]
        return max(lopend, key=lambda een: een.van, default=None)

    def doet(self, stap: str, gemeente: str, dag: date | None, anders: Rol) -> Rol:
        """Which role does a step for a municipality on a day; `anders` where nothing was agreed."""
        gevonden = self.afspraak(stap, gemeente, dag) if dag else None
        return gevonden.rol if gevonden else anders

    def mag_openen(self, medewerker_id: str, dossier_id: UUID) -> bool:
        """Whether a dossier is not of a colleague, or this person is named as one who may see it."""
        voor = self.afgeschermd.get(str(dossier_id))
        return voor is None or medewerker_id in voor

    def afgeschermd_voor(self, medewerker_id: str) -> frozenset[str]:
        """The dossiers that somebody may not open, because they are of a colleague."""
        return frozenset(
            dossier_id for dossier_id, voor in self.afgeschermd.items() if medewerker_id not in voor
        )

    def namen(self) -> Mapping[str, str]:
        """The name of every municipality that the organisation works for, by its code."""
        return {code: een.naam for code, een in self.gemeenten.items()}

    def _mandaat(self, mandaat: MandaatVerleend) -> Mandaat | None:
        eindes = [self.mandaat_einde.get(mandaat.mandaat_id), self.vertrokken.get(mandaat.houder)]
        laatste = [einde - timedelta(days=1) for einde in eindes if einde]
        tot = min([*laatste, *([mandaat.geldig_tot] if mandaat.geldig_tot else [])], default=None)
        if tot is not None and tot < mandaat.geldig_van:
            return None
        return Mandaat(
            mandaat_id=mandaat.mandaat_id,
            houder=mandaat.houder,
            gemeenten=mandaat.gemeenten,
            tot_cent=mandaat.tot_cent,
            geldig_van=mandaat.geldig_van,
            geldig_tot=tot,
        )


def vouw(organisatie: Organisatie, gebeurtenis: Organisatiegebeurtenis) -> Organisatie:
    """The organisation after one event; what a newer version tells and we do not know changes nothing."""
    o = organisatie
    match gebeurtenis:
        case GemeenteAangesloten():
            return o.na(gemeenten={**o.gemeenten, gebeurtenis.gemeente: gebeurtenis})
        case LoketIngericht():
            eerder = [
                loket
                for loket in o.loketten.get(gebeurtenis.gemeente, ())
                if loket.vanaf != gebeurtenis.vanaf
            ]
            alle = tuple(sorted([*eerder, gebeurtenis], key=lambda loket: loket.vanaf))
            return o.na(loketten={**o.loketten, gebeurtenis.gemeente: alle})
        case RegioIngericht():
            return o.na(regios={**o.regios, gebeurtenis.regio_id: gebeurtenis})
        case TeamIngericht():
            return o.na(teams={**o.teams, gebeurtenis.team_id: gebeurtenis})
        case MedewerkerAangesteld():
            wie, vertrek = gebeurtenis.medewerker_id, o.vertrokken.get(gebeurtenis.medewerker_id)
            # Who left comes back from a later day; the same told again brings nobody back.
            komt_terug = vertrek is not None and vertrek <= gebeurtenis.vanaf
            return o.na(
                medewerkers={**o.medewerkers, wie: gebeurtenis},
                vertrokken=_zonder(o.vertrokken, wie) if komt_terug else o.vertrokken,
            )
        case MedewerkerVertrokken():
            return o.na(vertrokken={**o.vertrokken, gebeurtenis.medewerker_id: gebeurtenis.per})
        case RolToegekend():
            return o.na(rollen={**o.rollen, gebeurtenis.toekenning_id: gebeurtenis})
        case RolIngetrokken():
            return o.na(rol_einde={**o.rol_einde, gebeurtenis.toekenning_id: gebeurtenis.per})
        case _:
            return _vouw_afspraak(o, gebeurtenis)


def _vouw_afspraak(o: Organisatie, gebeurtenis: Organisatiegebeurtenis) -> Organisatie:
    match gebeurtenis:
        case MandaatVerleend():
            return o.na(mandaten={**o.mandaten, gebeurtenis.mandaat_id: gebeurtenis})
        case MandaatIngetrokken():
            return o.na(mandaat_einde={**o.mandaat_einde, gebeurtenis.mandaat_id: gebeurtenis.per})
        case VervangingGeregeld():
            # Told again it is the last that was told.
            andere = _zonder(o.vervangingen, gebeurtenis.vervanging_id)
            return o.na(vervangingen={**andere, gebeurtenis.vervanging_id: gebeurtenis})
        case DossierAfgeschermd():
            return o.na(
                afgeschermd={**o.afgeschermd, str(gebeurtenis.dossier_id): gebeurtenis.voor}
            )
        case DossierVrijgegeven():
            return o.na(afgeschermd=_zonder(o.afgeschermd, str(gebeurtenis.dossier_id)))
        case WerkafspraakVastgesteld():
            return o.na(werkafspraken={**o.werkafspraken, gebeurtenis.afspraak_id: gebeurtenis})
    return o


def vouw_alles(
    gebeurtenissen: Iterable[Organisatiegebeurtenis], begin: Organisatie | None = None
) -> Organisatie:
    """The organisation after all these events, in their order."""
    organisatie = begin or Organisatie()
    for gebeurtenis in gebeurtenissen:
        organisatie = vouw(organisatie, gebeurtenis)
    return organisatie


def _loopt(van: date, tot: date | None, einde: date | None, dag: date | None) -> bool:
    if dag is None:
        return einde is None
    return van <= dag and (tot is None or dag <= tot) and (einde is None or dag < einde)


_Kept = TypeVar("_Kept")


def _zonder(kept: dict[str, _Kept], name: str) -> dict[str, _Kept]:
    return {key: value for key, value in kept.items() if key != name}
