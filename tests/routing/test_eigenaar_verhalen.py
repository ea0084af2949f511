"""Stories of a team, drawn by dice, on the real agent, table and list: events twice, people at once, days that pass.

After every step: an open dossier has an owner or is an alarm, nothing late sleeps or waits, and the table is what the facts say.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.routing.application import eigenaar
from services.routing.domain.eigenaar.commands import (
    DraagOver,
    MaakWakker,
    NeemOver,
    Sluimer,
    WijsToe,
)
from services.routing.domain.events import FEITEN
from services.routing.domain.weigeringen import Weigering
from services.routing.projections import werkvoorraad
from services.routing.projections.werkvoorraad import Keuze
from shared.contracts import intake
from shared.contracts.organisatie import (
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    RolToegekend,
    VervangingGeregeld,
)
from shared.handle import Command
from shared.settings import Database
from shared.store import Store
from tests.routing.test_verdeling import MAANDAG, Agent, aanmelding
from tests.routing.test_werkvoorraad import ONTVANGEN

WIE = ("consulent-1", "consulent-2", "consulent-3", "consulent-6", "teamleider-1", "auditor-1")
HULP = (("bedrijfskapitaal",), ("werk_in_loondienst",), ("bedrijf_versterken",))


class Verhaal:
    def __init__(self, agent: Agent, dobbel: Random) -> None:
        self.agent, self.dobbel, self.dag, self.aantal = agent, dobbel, MAANDAG, 0

    def stap(self) -> None:
        kies = self.dobbel
        match kies.randrange(10):
            case 0 | 1 | 2:
                self.aantal += 1
                self.agent.hear(
                    aanmelding(self.aantal, hulpvraag=kies.choice(HULP), ontvangen_op=self.dag)
                )
            case 3:
                self.dag += timedelta(days=kies.randrange(1, 4))
                self.agent.day(self.dag)
            case 4:
                self.agent.hear(*self._organisatie())
            case 5:
                self.agent.hear(self._nieuws())
            case 6:
                eigenaar.pak_volgende(self.agent.store, Command(kies.choice(WIE)))
            case _:
                self._vraag()

    def _organisatie(self) -> list[Any]:
        kies, wie = self.dobbel, self.dobbel.choice(WIE[:4])
        straks = self.dag + timedelta(days=kies.randrange(3))
        vervanging = VervangingGeregeld(
            vervanging_id=f"{wie}-{straks}",
            medewerker_id=wie,
            vervanger_id="teamleider-1",
            van=straks,
            tot=straks + timedelta(days=2),
        )
        terug = MedewerkerAangesteld(
            medewerker_id=wie, aanduiding=wie, team="loket-doorstad", vanaf=self.dag
        )
        rol = RolToegekend(
            toekenning_id=f"{wie}-{straks}",
            medewerker_id=wie,
            rol="consulent",
            gemeenten=("GM9901",),
            van=straks,
        )
        vertrek = MedewerkerVertrokken(medewerker_id=wie, per=straks)
        return kies.choice([[vervanging], [vertrek], [terug, rol], [rol, terug]])

    def _nieuws(self) -> Any:
        nummer = UUID(int=self.dobbel.randrange(1, max(2, self.aantal + 1)))
        wat = {"dossier_id": nummer, "gemeente": "GM9901"}
        if self.aantal and self.dobbel.random() < 0.4:
            return intake.AanmeldingIngetrokken(
                **wat,  # type: ignore[arg-type]
                reden="op_verzoek",
                ingetrokken_op=self.dag,
            )
        if not self.aantal:
            self.aantal = 1
            return aanmelding(1, ontvangen_op=self.dag)
        return intake.AanmeldingAangevuld(
            **wat,  # type: ignore[arg-type]
            groep="gevestigd",
            hulpvraag=self.dobbel.choice(HULP),
            urgentie=ONTVANGEN.urgentie,
            aangevuld_op=self.dag,
        )

    def _vraag(self) -> None:
        kies, op = self.dobbel, self.dag
        dossier = UUID(int=kies.randrange(1, max(2, self.aantal + 1)))
        door, aan = kies.choice(WIE), kies.choice(WIE)
        was = kies.choice([*WIE[:2], None])
        tot = op + timedelta(days=kies.randrange(-1, 9))
        verzoek: Any = kies.choice(
            [
                NeemOver(dossier_id=dossier, door=door, eigenaar_was=was, op=op),
                WijsToe(dossier_id=dossier, door=door, aan=aan, eigenaar_was=was, op=op),
                DraagOver(dossier_id=dossier, door=door, aan=aan, reden="werkdruk", op=op),
                Sluimer(dossier_id=dossier, door=door, tot=tot, reden="drukte", op=op),
                MaakWakker(dossier_id=dossier, door=door, op=op),
            ]
        )
        try:
            self.agent.ask(verzoek)
        except Weigering:
            return

    def klopt(self) -> None:
        self.agent.is_sound()
        self.agent.project()
        with self.agent.store.cursor() as cursor:
            alles = werkvoorraad.rows(cursor, Keuze("alles", limit=500), self.dag)
            slaapt = werkvoorraad.rows(cursor, Keuze("gesluimerd", limit=500), self.dag)
            wacht = werkvoorraad.rows(cursor, Keuze("wacht", limit=500), self.dag)
        for regel in alles:
            staat = self.agent.of(regel.dossier_id.int)
            assert regel.eigenaar or regel.is_zonder_eigenaar or not staat.is_open, regel
        for regel in (*slaapt, *wacht):
            assert regel.termijn is None or regel.termijn >= self.dag, "late, and out of sight"
        for regel in slaapt:
            assert regel.sluimert_tot
            assert regel.sluimert_tot > self.dag
            assert regel.termijn is None or regel.sluimert_tot <= regel.termijn


@pytest.mark.parametrize("zaad", range(6))
def test_een_open_dossier_heeft_een_eigenaar_of_is_een_alarm_wat_er_ook_gebeurt(
    new_database: Callable[[str], Database], zaad: int
) -> None:
    store = Store(new_database("routing"), FEITEN)
    verhaal = Verhaal(Agent(store).day(MAANDAG), Random(zaad))
    for _ in range(40):
        verhaal.stap()
        verhaal.klopt()
    assert verhaal.aantal > 3
    store.close()
