"""A vordering follows the collection ladder: on paper, whatever happens to it, and on a real database from verzuim to paid."""

from contextlib import suppress
from datetime import date, timedelta
from functools import reduce
from uuid import UUID, uuid5

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from deploy.local.city.bankbestand import Storting
from services.ledger.application.replay import replay
from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.decide import decide_invordering
from services.ledger.domain.invordering.events import AanmaningOpgemaakt
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.state import Traject, evolve, traject_id
from services.ledger.domain.invordering.weigeringen import (
    InvorderingLooptNiet,
    InvorderingStaatStil,
    StapIsTeVroeg,
)
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.domain.vordering import state as vordering
from services.ledger.domain.vordering.commands import Vorderingsverzoek
from services.ledger.domain.vordering.decide import decide_vordering
from services.ledger.domain.vordering.events import Vorderingsmutatie
from services.ledger.domain.vordering.schuldbeeld import beeld_van_vordering
from services.ledger.domain.vordering.state import Vordering
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.projections import debiteuren, vorderingen
from services.ledger.projections.debiteur import Debiteur
from shared.begrippen import Feit
from shared.contracts import notify
from shared.web.dutch import bedrag
from shared.web.lights import Stand
from tests.ledger.vaststelling.test_vaststellingen import W07, client, namen, stad, stel_vast  # noqa: F401
from tests.ledger.vordering.test_vorderingen import (
    BESLUIT,
    ID,
    LAATSTE,
    LENING,
    TERUG,
    bekrachtig,
    besluit,
    dag,
    ontvangst,
    over_het_voorstel,
    voorstel,
)
from tests.steun.ledger.boek import MANDATEN
from tests.steun.ledger.stad import KADER, Stad, krediet
from tests.steun.organisatie import MANDATEN_SCHULD

DAG = timedelta(days=1)
VERZUIM = LAATSTE + DAG
WAT = [
    "dag",
    "betaal",
    "alles",
    "stop",
    "hervat",
    "kosten",
    "kwijt",
    "afspraak",
    "pauze",
    "aanmaning",
    "brief",
    "dwangbevel",
    "overslaan",
    "eraf",
]
WEIGERBAAR = (v.VerstuurAanmaning(), v.Dwangbevel(), v.Overdracht(aan="deurwaarder"))


class Vorderingspapier:
    """The facts of a vordering lead, its ladder follows, and the row of the list after both."""

    parameters = KADER.parameters

    def __init__(self, opening: Vorderingsverzoek = TERUG) -> None:
        self.feiten, self.ladder, self.traject = list[Vorderingsmutatie](), list[Feit](), Traject()
        self.rij: Debiteur | None = None
        self.vandaag = opening.op
        self.doe(opening)

    @property
    def vordering(self) -> Vordering:
        return reduce(vordering.evolve, self.feiten, Vordering())

    @property
    def beeld(self) -> Schuldbeeld:
        afspraak = self.traject.afspraak
        sinds = afspraak.gemaakt_op if afspraak and afspraak.soort == "betaling" else None
        return beeld_van_vordering(self.vordering, sinds)

    @property
    def namen(self) -> list[str]:
        return [type(feit).__name__ for feit in self.ladder]

    def doe(self, *verzoeken: Vorderingsverzoek) -> None:
        for verzoek in verzoeken:
            self.vandaag = max(self.vandaag, verzoek.op)
            nieuw = decide_vordering(
                self.vordering,
                over_het_voorstel(self.vordering, verzoek),
                KADER.parameters,
                MANDATEN_SCHULD,
            )
            self.feiten += nieuw
            for feit in nieuw:
                self.rij = vorderingen.evolve(self.rij, ID, feit)
            self.vraag(v.VolgSchuld(beeld=self.beeld, op=self.vandaag))

    def dag(self, op: date) -> None:
        self.doe(dag(op))
        self.vraag(v.VolgSchuld(beeld=self.beeld, op=op, afschriften_tot=op - DAG))

    def zet(self, handeling: v.Handeling, op: date) -> None:
        self.vandaag = op
        self.vraag(
            v.DoeHandeling(
                handeling=handeling, beeld=self.beeld, op=op, mandaat=MANDATEN.mandaten[0]
            )
        )

    def verstuur(self, op: date) -> None:
        assert self.traject.opgemaakt
        self.vraag(v.RegistreerVerzending(aanmaning_id=self.traject.opgemaakt.aanmaning_id, op=op))

    def vraag(self, verzoek: v.Invorderingsverzoek) -> None:
        for feit in decide_invordering(self.traject, verzoek, self.parameters):
            self.traject = evolve(self.traject, feit)
            self.ladder.append(feit)
            self.rij = debiteuren.evolve(self.rij, ID, feit)  # type: ignore[arg-type]


def in_verzuim() -> Vorderingspapier:
    papier = Vorderingspapier()
    papier.dag(VERZUIM)
    return papier


def test_zonder_verzuim_geen_ladder() -> None:
    papier = Vorderingspapier()
    papier.dag(LAATSTE)
    assert (papier.ladder, papier.traject.loopt) == ([], False)
    with pytest.raises(InvorderingLooptNiet):
        papier.zet(v.VerstuurAanmaning(), LAATSTE)


def test_verzuim_begint_de_ladder_van_een_betaalbeschikking_met_haar_eigen_betaaltermijn() -> None:
    papier = in_verzuim()
    assert papier.namen == ["InvorderingGestart", "BetaaltermijnGesteld"]
    assert (papier.traject.schuldsoort, papier.traject.sinds, papier.traject.betaaltermijn_tot) == (
        "vordering",
        LAATSTE,
        LAATSTE,
    )
    assert papier.traject.volgende
    assert papier.traject.volgende.stap == "aanmaning"
    assert papier.traject.volgende.niet_voor == VERZUIM
    assert papier.rij
    assert (papier.rij.stap, papier.rij.stap_op) == ("Aanmaning sturen", papier.traject.volgende.op)
    papier.dag(VERZUIM + DAG)
    assert len(papier.ladder) == 2, "nothing twice"


def test_na_de_aanmaning_een_dwangbevel_maar_niet_binnen_twee_weken() -> None:
    papier, weg = in_verzuim(), VERZUIM + timedelta(days=14)
    papier.zet(v.VerstuurAanmaning(), weg)
    opgemaakt = papier.ladder[-1]
    assert isinstance(opgemaakt, AanmaningOpgemaakt)
    assert (opgemaakt.bedrag_cent, opgemaakt.is_na_beschikking) == (164_632, True)
    papier.verstuur(weg)
    with pytest.raises(StapIsTeVroeg):
        papier.zet(v.Dwangbevel(), weg + timedelta(days=14))
    papier.zet(v.Dwangbevel(), weg + timedelta(days=15))
    assert papier.namen[-1] == "DwangbevelUitgevaardigd"


def test_betaald_beeindigt_de_ladder_en_trekt_de_aanmaning_in() -> None:
    papier = in_verzuim()
    papier.zet(v.VerstuurAanmaning(), VERZUIM + DAG)
    papier.doe(ontvangst(164_632, VERZUIM + 2 * DAG))
    assert papier.namen[-2:] == ["AanmaningIngetrokken", "InvorderingBeeindigd"]
    assert papier.ladder[-1].reden == "afgelost"  # type: ignore[attr-defined]
    assert papier.rij
    assert (papier.rij.licht, papier.rij.reden, papier.rij.stap) == ("bij", "Voldaan", None)


def test_een_renteloze_lening_die_bij_is_heeft_geen_ladder_meer_en_begint_het_volgende_jaar_opnieuw() -> (
    None
):
    papier = Vorderingspapier(LENING)
    papier.dag(date(2025, 1, 2))
    assert papier.traject.betaaltermijn_tot == date(2024, 12, 31)
    papier.doe(ontvangst(77_030, date(2025, 2, 1)))
    assert (papier.namen[-1], papier.ladder[-1].reden) == ("InvorderingBeeindigd", "ingelopen")  # type: ignore[attr-defined]
    papier.dag(date(2026, 1, 2))
    assert (papier.traject.periode, papier.traject.loopt) == (2, True)


def test_buiten_invordering_staat_stil_en_gaat_weer_verder() -> None:
    papier, op = in_verzuim(), date(2025, 1, 6)
    papier.doe(voorstel("invordering_gestaakt", op=op), bekrachtig(op))
    assert (papier.namen[-1], papier.traject.staat_stil) == ("InvorderingGepauzeerd", True)
    assert papier.rij
    assert (papier.rij.licht, papier.rij.stap) == ("uitstel", "Opnieuw bekijken")
    for handeling in WEIGERBAAR:
        with pytest.raises(Weigering):
            papier.zet(handeling, op)
    papier.doe(besluit("invordering_hervat", op=op + DAG, besluit_id=uuid5(BESLUIT, "hervat")))
    assert (papier.namen[-1], papier.traject.staat_stil) == ("PauzeBeeindigd", False)
    assert (papier.rij.licht, papier.rij.stap) == ("achterstand", "Aanmaning sturen")


def test_een_afspraak_over_geld_houdt_de_ladder_stil_tot_het_er_is() -> None:
    papier, op = in_verzuim(), VERZUIM + DAG
    papier.zet(v.Betaalafspraak(op=op + 10 * DAG, bedrag_cent=50_000), op)
    with pytest.raises(InvorderingStaatStil):
        papier.zet(v.VerstuurAanmaning(), op)
    papier.doe(ontvangst(50_000, op + 2 * DAG))
    assert papier.namen[-1] == "AfspraakNagekomen"


@settings(max_examples=60, deadline=None)
@given(
    is_lening=st.booleans(),
    verhaal=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(WAT)), max_size=14),
)
@example(is_lening=True, verhaal=[(0, "alles"), (400, "eraf")])
@example(is_lening=True, verhaal=[(0, "stop"), (400, "kosten"), (0, "hervat")])
def test_geen_vordering_met_achterstand_is_ooit_zonder_volgende_stap_en_datum(
    is_lening: bool, verhaal: list[tuple[int, str]]
) -> None:
    papier = Vorderingspapier(LENING if is_lening else TERUG)
    papier.dag(date(2025, 1, 2))
    for nummer, (dagen, wat) in enumerate(verhaal):
        papier.dag(papier.vandaag + timedelta(days=dagen))
        with suppress(Weigering):
            _doe(papier, wat, nummer)
        _kijk(papier)
        _vraagt_alles_wat_verviel(papier)
    _betaal_wat_gevraagd_wordt(papier)


def _betaal_wat_gevraagd_wordt(papier: Vorderingspapier) -> None:
    """What the light asks makes it bij, to the cent; who is not asked is bij, has uitstel, or gets money back."""
    assert papier.rij
    licht, gevraagd = (
        licht_van(papier.rij.model_dump()),
        papier.rij.vervallen_cent - min(0, papier.rij.tegoed_cent),
    )
    if not licht.wordt_bij_als:
        assert licht.stand in (Stand.BIJ, Stand.UITSTEL) or papier.rij.tegoed_cent > 0
        assert (licht.stand is Stand.BIJ) <= (gevraagd == 0)
        return
    assert licht.wordt_bij_als == f"er {bedrag(gevraagd)} binnen is"
    papier.doe(ontvangst(gevraagd, papier.vandaag, 99))
    licht = licht_van(papier.rij.model_dump())
    assert (licht.stand, licht.wordt_bij_als) == (Stand.BIJ, "")


def _kijk(papier: Vorderingspapier) -> None:
    traject, rij = papier.traject, papier.rij
    assert rij
    assert (
        traject.loopt
        == papier.beeld.vraagt_invordering
        == (papier.vordering.status == "open" and bool(papier.vordering.in_verzuim))
    )
    assert (traject.volgende is not None) == traject.loopt
    if rij.gemiste_termijnen:
        assert rij.stap
        assert rij.stap_op
        assert rij.wie
    if papier.vordering.is_gestaakt and traject.loopt:
        assert traject.staat_stil


def _vraagt_alles_wat_verviel(papier: Vorderingspapier) -> None:
    """Also what fell due while nobody looked, once money is asked again: it was voldaan, or its collection was stopped."""
    assert papier.rij
    if papier.rij.pauze:
        return
    vervallen = sum(
        termijn.cent
        for termijn in papier.vordering.open_termijnen
        if termijn.vervaldag < papier.vandaag
    )
    assert (
        papier.rij.vervallen_cent
        == vervallen + papier.vordering.rente_cent + papier.vordering.kosten_cent
    )


def _doe(papier: Vorderingspapier, wat: str, nummer: int) -> None:
    op, over, besluit_id = papier.vandaag, papier.vandaag + 9 * DAG, uuid5(BESLUIT, str(nummer))
    soorten = {"stop": "invordering_gestaakt", "kwijt": "kwijtschelding"}
    match wat:
        case "betaal" | "alles":
            papier.doe(
                ontvangst(
                    40_000 if wat == "betaal" else papier.vordering.nog_te_betalen_cent, op, nummer
                )
            )
        case "stop" | "kwijt":
            papier.doe(voorstel(soorten[wat], 1_000, op, besluit_id=besluit_id))
            papier.doe(bekrachtig(op).model_copy(update={"besluit_id": besluit_id}))
        case "hervat" | "kosten":
            papier.doe(
                besluit(
                    "kosten" if wat == "kosten" else "invordering_hervat",
                    700,
                    op,
                    besluit_id=besluit_id,
                )
            )
        case "eraf" if papier.vordering.tellende_ontvangsten:
            betaling_id = papier.vordering.tellende_ontvangsten[-1].betaling_id
            papier.doe(besluit("storno", op=op, besluit_id=besluit_id, betaling_id=betaling_id))
        case "afspraak":
            papier.zet(v.Betaalafspraak(op=over, bedrag_cent=30_000), op)
        case "pauze":
            papier.zet(v.Pauzeer(reden="onderzoek", tot=over), op)
        case "aanmaning":
            papier.zet(v.VerstuurAanmaning(), op)
        case "dwangbevel":
            papier.zet(v.Dwangbevel(), op)
        case "brief" if papier.traject.opgemaakt:
            papier.verstuur(op)
        case "overslaan" if papier.traject.volgende:
            papier.zet(v.Overslaan(stap=papier.traject.volgende.stap, reden="niet_zinvol"), op)


def test_van_verzuim_via_aanmaning_tot_betaald_op_een_echte_database(
    stad: Stad, client: TestClient
) -> None:
    (vordering_id,) = (
        UUID(een) for een in stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    )
    ladder, kenmerk = (
        traject_id(vordering_id),
        client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()["betalingskenmerk"],
    )
    stad.dagen(date(2025, 3, 4), date(2025, 4, 17))
    assert namen(stad, ladder) == ["InvorderingGestart", "BetaaltermijnGesteld"]
    stad.projecteer()
    (rij,) = client.get("/ledger/v1/debiteuren", params={"licht": "achterstand"}).json()[
        "debiteuren"
    ]
    assert (rij["stap"], rij["wie"]) == ("Aanmaning sturen", "debiteurenbeheer")
    assert f'href="/vorderingen/{vordering_id}/invordering"' in client.get("/debiteuren").text
    assert "Aanmaning sturen" in client.get(f"/vorderingen/{vordering_id}").text
    pad = f"/vorderingen/{vordering_id}/invordering"
    assert "Betaaltermijn tot en met" in client.get(pad).text
    assert client.get(f"/leningen/{vordering_id}/invordering").status_code == 404
    te_vroeg = client.post(f"/ledger/v1{pad}/handelingen", json={"soort": "dwangbevel"})
    assert te_vroeg.status_code == 409
    stad.dagen(date(2025, 4, 18), date(2025, 5, 1))
    eerst = client.post(f"{pad}/aanmaning", follow_redirects=False)
    assert (
        eerst.status_code,
        "Er is nog niets vastgelegd" in eerst.text,
        "Verstuur de aanmaning" in eerst.text,
    ) == (200, True, True)
    assert (
        stad.rijen(
            "SELECT 1 FROM trajecten WHERE schuld_id = %s AND aanmaning_id IS NOT NULL",
            vordering_id,
        )
        == []
    )
    assert (
        client.post(
            f"{pad}/aanmaning", data={"bevestigd": "ja"}, follow_redirects=False
        ).status_code
        == 303
    )
    (traject,) = stad.rijen("SELECT aanmaning_id FROM trajecten WHERE schuld_id = %s", vordering_id)
    stad.hoor(
        notify.BerichtVerstuurd(
            dossier_id=krediet(0).dossier_id,
            bericht_id=traject["aanmaning_id"],
            soort="aanmaning",
            kanaal="post",
            aanleiding=uuid5(vordering_id, "aanleiding"),
            verstuurd_op=date(2025, 5, 1),
        )
    )
    assert client.get(f"/ledger/v1{pad}").json()["aanmaning_tot"] == "2025-05-15"
    stad.dag(date(2025, 5, 2))
    stad.afschrift(date(2025, 5, 2), Storting(kenmerk, 164_632))
    stad.werk()
    assert namen(stad, ladder)[-3:] == [
        "AanmaningOpgemaakt",
        "AanmaningVerstuurd",
        "InvorderingBeeindigd",
    ]
    assert client.get(f"/ledger/v1{pad}").json()["volgende"] is None
    stad.projecteer()
    assert stad.rijen(
        "SELECT licht, reden, stap FROM debiteuren WHERE lening_id = %s", vordering_id
    )[0] == {
        "licht": "bij",
        "reden": "Voldaan",
        "stap": None,
    }
    uit = replay(stad.store)
    assert (uit.is_equal, uit.others.rows) == (True, 3)


def test_kosten_op_een_vordering_laten_eerst_zien_wat_zij_doen(
    stad: Stad, client: TestClient
) -> None:
    (vordering_id,) = (
        UUID(een) for een in stel_vast(client, W07, terugvorderen=True)["vorderingen"].values()
    )
    velden, pad = (
        {"soort": "kosten", "bedrag": "15,00", "motivering": "betaalt_niet"},
        f"/vorderingen/{vordering_id}/besluiten",
    )
    kosten = [client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()["saldi"]["kosten_cent"]]
    zonder = client.post(pad, data=velden)
    assert (zonder.status_code, "Kies waarop de kosten rusten" in zonder.text) == (400, True)
    velden |= {"grondslag": "Awb 4:120"}
    eerst = client.post(pad, data=velden, follow_redirects=False)
    assert "(Awb 4:120)" in eerst.text
    assert (eerst.status_code, "Er is nog niets vastgelegd" in eerst.text) == (200, True)
    assert "€\xa015,00" in eerst.text
    kosten.append(
        client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()["saldi"]["kosten_cent"]
    )
    assert (
        client.post(pad, data=velden | {"bevestigd": "ja"}, follow_redirects=False).status_code
        == 303
    )
    kosten.append(
        client.get(f"/ledger/v1/vorderingen/{vordering_id}").json()["saldi"]["kosten_cent"]
    )
    assert kosten == [0, 0, 1_500]
