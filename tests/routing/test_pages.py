"""The pages and the API as people and programs meet them, on a real database; intake answers, is down, or has erased the person."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi.testclient import TestClient

from services.routing.adapters.publish import publish
from services.routing.application import Routing, verwerk
from services.routing.domain.eigenaar.events import EIGENAARSFEITEN
from services.routing.domain.events import FEITEN
from services.routing.domain.stukken import Stukstand
from services.routing.entrypoints import http, projector, web
from services.routing.entrypoints.problems import TRANSLATION
from services.routing.examples import (
    BEPAAL_ROUTE,
    DOSSIER,
    NOTEER_STUK,
    REGISTREER_GESPREK,
    SLUIT_ROUTEKEUZE,
)
from shared.contracts import intake
from shared.contracts.base import Contract
from shared.facts import Cause
from shared.organisatie.rijen import organisatie_en_dag
from shared.parameter_files import load_parameters
from shared.personen import Personenvraag
from shared.progress import progress
from shared.settings import Database
from shared.store import Store
from shared.web.app import make_app
from tests.routing.test_werkvoorraad import (
    GEMIST,
    GEOPEND,
    LENING_GEOPEND,
    MAANDAG,
    ONTVANGEN,
    VERSTREKT,
)
from tests.web.api_rules import broken_rules

NAAM = "Bakkerij <Linde>"
ONBEKEND = "Het is niet bekend tot wanneer deze lijst klopt"


def intake_answers(request: httpx.Request) -> httpx.Response:
    persoon = {
        "naam": "J. de Vries",
        "straat": "Kade",
        "huisnummer": "1",
        "postcode": "1234 AB",
        "plaats": "Doorstad",
        "handelsnaam": NAAM,
        "kvk_nummer": "12345678",
        "toelichting": "Ik kan de huur niet betalen.",
    }
    return httpx.Response(200, json={str(DOSSIER): persoon})


def intake_has_erased(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={str(DOSSIER): None})


def intake_is_down(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


class House:
    """routing's web on a real database; what its relay and projector do happens at once."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def client(
        self, intake: Callable[[httpx.Request], httpx.Response] = intake_answers
    ) -> TestClient:
        routing = Routing(self.store, load_parameters())
        personen = Personenvraag(
            "http://intake", "geheim", httpx.Client(transport=httpx.MockTransport(intake))
        )
        app = make_app(
            "routing",
            http.make(routing),
            web.make(routing, personen),
            ready={"database": self.store.end},
            progress=lambda: progress(self.store),
            translation=TRANSLATION,
            organisatie=partial(organisatie_en_dag, self.store),
        )
        return TestClient(app, client=("127.0.0.1", 1), follow_redirects=False)

    def day(self, dag: date) -> "House":
        with self.store.transaction() as transaction:
            transaction.hear_day(dag)
            transaction.cursor.execute(
                "INSERT INTO progress (process, lag_seconds, waiting) VALUES ('routing-werkvoorraad', 0, 0) ON CONFLICT DO NOTHING"
            )
        return self

    def route(self, **wijziging: Any) -> "House":
        with self.store.transaction() as transaction:
            verwerk(
                transaction,
                BEPAAL_ROUTE.model_copy(update=wijziging),
                Cause("c", "routing", MAANDAG),
                load_parameters(),
            )
        return self.hear(ONTVANGEN).catch_up()

    def paper(self, stand: Stukstand = "gecontroleerd") -> "House":
        """The jaarcijfers came in, and somebody looked at them or did not yet."""
        stuk = NOTEER_STUK.na(stuk_id=uuid4(), stand=stand)
        with self.store.transaction() as transaction:
            verwerk(transaction, stuk, Cause(str(uuid4()), "routing", MAANDAG), load_parameters())
        van = {"dossier_id": DOSSIER, "gemeente": "GM9901", "soort": "jaarcijfers"}
        van["stuk_id"] = stuk.stuk_id
        vorm = {"bron": "loket", "bestandssoort": "pdf", "bytes": 9, "ontvangen_op": MAANDAG}
        self.hear(intake.StukOntvangen.model_validate(van | vorm))
        if stand == "gecontroleerd":
            told = van | {"gecontroleerd_op": MAANDAG}
            self.hear(intake.StukGecontroleerd.model_validate(told))
        return self

    def hear(self, *events: Contract) -> "House":
        consumer, _ = projector.make(self.store, load_parameters())
        with self.store.transaction() as transaction:
            assert consumer.handle_page
            consumer.handle_page(transaction, events)
        return self

    def facts(self) -> int:
        """How many there are, beside who has the dossier and the papers that were heard of."""
        return sum(naam not in (*EIGENAARSFEITEN, "StukGehoord") for naam in self.names())

    def names(self) -> list[str]:
        return [stored.name for stored in self.store.page(0)]

    def catch_up(self) -> "House":
        return self.hear(*filter(None, map(publish, self.store.page(0))))


@pytest.fixture
def house(
    new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    store = Store(new_database("routing"), FEITEN)
    yield House(store)
    store.close()


def test_een_lege_werkvoorraad_zegt_wat_haar_vult(house: House) -> None:
    text = house.day(MAANDAG).client().get("/werkvoorraad").text
    assert "U heeft nu niets te doen." in text
    assert "maandag 2 maart 2026" in text
    assert "bijgewerkt tot" in text
    assert (
        "Een nieuwe aanmelding komt hier vanzelf te staan."
        in house.client().get("/werkvoorraad?blad=alles").text
    )


def test_zonder_werkdag_en_zonder_projector_doet_de_pagina_het_ook(house: House) -> None:
    answer = house.client().get("/werkvoorraad")
    assert answer.status_code == 200
    assert ONBEKEND in answer.text


def test_een_projector_die_niet_weet_hoe_ver_hij_is_houdt_geen_pagina_tegen(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    with house.store.cursor() as cursor:
        cursor.execute("UPDATE progress SET lag_seconds = NULL, waiting = NULL")
    assert ONBEKEND in client.get("/werkvoorraad").text
    assert client.get(f"/dossiers/{DOSSIER}").status_code == 200


def test_een_oude_lijst_zegt_dat_zij_oud_is(house: House) -> None:
    house.day(MAANDAG)
    with house.store.cursor() as cursor:
        cursor.execute("UPDATE progress SET progressed_at = now() - interval '5 minutes'")
    assert "Deze lijst is niet van nu" in house.client().get("/werkvoorraad").text


def test_een_regel_heeft_naam_actie_termijn_met_herkomst_en_een_licht_met_woord(
    house: House,
) -> None:
    house.day(date(2026, 3, 6)).route()
    text = house.client().get("/werkvoorraad").text
    assert "Bakkerij &lt;Linde&gt;" in text
    assert f'href="/dossiers/{DOSSIER}"' in text
    assert "Voer het eerste gesprek" in text
    assert "4 mrt 2026, voorbij" in text
    assert "2 dagen voorbij" in text
    assert "Onze belofte: binnen 2 werkdagen een gesprek" in text
    assert "4 dagen" in text
    assert "De termijn is voorbij." in text
    assert "<span>te laat</span>" in text


@pytest.mark.parametrize(
    ("werkdag", "woord", "reden"),
    [
        (date(2026, 3, 1), "op tijd", "Er is nog tijd genoeg."),
        (date(2026, 3, 3), "let op", "De termijn komt dichtbij."),
        (date(2026, 3, 4), "let op", "De termijn is vandaag."),
        (date(2026, 3, 5), "te laat", "De termijn is voorbij."),
    ],
)
def test_het_licht_volgt_de_werkdag(house: House, werkdag: date, woord: str, reden: str) -> None:
    text = house.day(werkdag).route().client().get("/werkvoorraad?blad=alles").text
    assert f"<span>{woord}</span>" in text
    assert reden in text


def test_filters_en_bladen_staan_in_het_adres(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    assert (
        str(DOSSIER)
        in client.get("/werkvoorraad?blad=alles&gemeente=GM9901&stap=eerste_gesprek").text
    )
    assert str(DOSSIER) not in client.get("/werkvoorraad?blad=alles&gemeente=GM9902").text
    assert str(DOSSIER) not in client.get("/werkvoorraad?blad=wacht").text
    assert (
        client.get("/werkvoorraad?blad=onzin&sort=x;drop&pageSize=7&stap=%3Cscript%3E").status_code
        == 200
    )


def always(answer: httpx.Response) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _request: answer


@pytest.mark.parametrize(
    "intake",
    [
        intake_is_down,
        always(httpx.Response(503)),
        always(httpx.Response(302, headers={"Location": "/"})),
        always(httpx.Response(200, content=b"")),
        always(httpx.Response(200, html="<p>Bad gateway</p>")),
        always(httpx.Response(200, content=b'{"' + str(DOSSIER).encode() + b'": {"naam"')),
        always(httpx.Response(200, json={str(DOSSIER): {"naam": ["J. de Vries"]}})),
    ],
    ids=["refused", "503", "elsewhere", "empty", "a page", "cut off", "another form"],
)
def test_is_intake_stil_of_onverstaanbaar_dan_staan_er_nummers(
    house: House, intake: Callable[[httpx.Request], httpx.Response]
) -> None:
    client = house.day(MAANDAG).route().client(intake)
    for path in ("/werkvoorraad?blad=alles", f"/dossiers/{DOSSIER}"):
        text = client.get(path).text
        assert "Namen zijn even niet te zien" in text
        assert f"Dossier {str(DOSSIER)[:8]}" in text


def test_gewiste_gegevens_laten_het_dossier_staan(house: House) -> None:
    text = house.day(MAANDAG).route().client(intake_has_erased).get(f"/dossiers/{DOSSIER}").text
    assert "De persoonsgegevens van dit dossier zijn gewist" in text
    assert "het bedrijf versterken" in text


def test_een_dossier_toont_feiten_routes_met_redenen_en_tijdlijn(house: House) -> None:
    house.day(MAANDAG).route().hear(GEOPEND, VERSTREKT, LENING_GEOPEND, GEMIST)
    text = house.client().get(f"/dossiers/{DOSSIER}").text.replace("\xa0", " ")
    for verwacht in (
        "Bakkerij &lt;Linde&gt;",
        "Doorstad",
        "Ik kan de huur niet betalen.",
        "Route 2: problemen oplossen (leidend)",
        "De ondernemer vraagt geld voor het bedrijf: dat kan een krediet uit het Bbz zijn.",
        "krediet uit het Bbz",
        "Route 2 gaat voor, want er is geld nodig.",
        "€ 12.080,00",
        "Er is € 376,04 niet betaald.",
        "krediet verstrekt",
        'href="/leningen/5b0f6c3e-9d2a-4e0b-8a55-0f4c1d2e3a03"',
        "Niets: debiteurenbeheer belt over de achterstand",
        "Betaling gemist: € 376,04",
    ):
        assert verwacht in text, verwacht
    assert "<title>Dossier – Doorstart</title>" in text, "no name in a title"
    assert "12345678" in house.client().get(f"/dossiers/{DOSSIER}?blad=persoon").text
    assert "Beslissen uiterlijk" not in text, "the decision was made"
    assert "Beslissen uiterlijk" in house.hear(GEOPEND).client().get(f"/dossiers/{DOSSIER}").text


def test_lege_blokken_zeggen_wat_er_komt_en_wie_dat_doet(house: House) -> None:
    text = house.day(MAANDAG).hear(ONTVANGEN).client().get(f"/dossiers/{DOSSIER}").text
    assert "Nog geen route." in text
    assert "Nog geen aanvraag." in text
    assert "Nog geen lening." in text
    assert "Er is nog geen gesprek vastgelegd." in text


def test_een_onbekend_dossier_is_een_probleem_in_drie_delen(house: House) -> None:
    answer = house.day(MAANDAG).client().get(f"/dossiers/{uuid4()}")
    assert answer.status_code == 404
    for deel in (
        "Wat er gebeurde",
        "Er is geen dossier met dit nummer.",
        "Wat bewaard is",
        "Wat u kunt doen",
        "dossier-onbekend",
    ):
        assert deel in answer.text
    assert house.client().get(f"/dossiers/{uuid4()}/routekeuze").status_code == 404


def test_een_gesprek_vastleggen_op_de_pagina(house: House) -> None:
    house.day(MAANDAG).route()
    client = house.client()
    answer = client.post(
        f"/dossiers/{DOSSIER}/gesprekken", data={"vorm": "telefoon", "vervolg_op": "2026-03-09"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dossiers/{DOSSIER}")
    house.catch_up()
    text = client.get(answer.headers["location"]).text
    assert "Het gesprek is vastgelegd." in text
    assert f'href="/dossiers/{DOSSIER}#routes">Bevestig of kies de route' in text
    assert "Gesproken aan de telefoon" in text
    assert "Consulent 1" in text
    assert "consulent-1" not in text.replace('value="consulent-1"', "")
    assert "Voer het afgesproken gesprek" in text


def test_een_half_ingevuld_gesprek_noemt_de_fout_bij_het_veld(house: House) -> None:
    answer = (
        house.day(MAANDAG)
        .route()
        .client()
        .post(f"/dossiers/{DOSSIER}/gesprekken", data={"vorm": "", "vervolg_op": "morgen"})
    )
    assert answer.status_code == 400
    assert "Er zijn 2 fouten" in answer.text
    assert "Hoe is er gesproken: Dit veld is verplicht." in answer.text
    assert house.facts() == 1


def test_een_gesprek_dat_niet_kan_blijft_staan_met_de_eerste_dag_die_kan(house: House) -> None:
    client = house.day(MAANDAG).route().paper().client()
    form = {"vorm": "video", "vervolg_op": "2026-02-01", "bevestig": "ja"}
    answer = client.post(f"/dossiers/{DOSSIER}/gesprekken", data=form)
    assert answer.status_code == 409
    assert "<title>Fout: Dossier" in answer.text
    assert "Een vervolgafspraak kan niet vóór vandaag liggen." in answer.text
    assert '<option value="video" selected>' in answer.text
    assert 'value="2026-02-01"' in answer.text
    assert 'value="ja" checked' in answer.text
    assert 'name="neem_over" value="vervolg_op=2026-03-02"' in answer.text
    assert house.facts() == 1
    over = form | {"neem_over": "vervolg_op=2026-03-02"}
    assert client.post(f"/dossiers/{DOSSIER}/gesprekken", data=over).status_code == 303


def test_hulp_bij_een_route_die_niet_is_gekozen_verdwijnt_niet_stil(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    form = {
        "route": ["2"],
        "instrument_1": ["coaching"],
        "leidende_route": "2",
        "reden": "gesprek",
        "vorm": "telefoon",
    }
    answer = client.post(f"/dossiers/{DOSSIER}/routekeuze", data=form)
    assert answer.status_code == 400
    assert "U koos hulp bij route 1, maar route 1 zelf niet." in answer.text
    assert house.facts() == 1


def test_routes_kiezen_met_de_hand(house: House) -> None:
    house.day(MAANDAG).route(groep="ouder", hulpvraag=("bedrijf_starten",)).paper()
    client = house.client()
    assert "Kies een route met de hand" in client.get(f"/dossiers/{DOSSIER}").text
    assert "Kies route 3" in client.get(f"/dossiers/{DOSSIER}/routekeuze").text
    form = {
        "route": ["1", "3"],
        "instrument_1": ["coaching"],
        "leidende_route": "1",
        "reden": "gesprek",
    }
    zonder = client.post(f"/dossiers/{DOSSIER}/routekeuze", data=form)
    assert zonder.status_code == 409
    assert "Er is nog geen gesprek met de ondernemer vastgelegd." in zonder.text
    assert 'href="#veld-vorm"' in zonder.text
    assert 'value="coaching" checked' in zonder.text
    assert house.facts() == 1
    answer = client.post(f"/dossiers/{DOSSIER}/routekeuze", data=form | {"vorm": "telefoon"})
    assert answer.status_code == 303
    text = house.catch_up().client().get(f"/dossiers/{DOSSIER}").text
    assert "Een consulent koos deze route na een gesprek met de ondernemer." in text
    assert 'value="coaching" checked' in client.get(f"/dossiers/{DOSSIER}/routekeuze").text


@pytest.mark.parametrize(
    ("form", "fout"),
    [
        ({"leidende_route": "1", "reden": "gesprek"}, "Geef er minstens 1."),
        (
            {"route": "1", "leidende_route": "2", "reden": "gesprek"},
            "De leidende route is niet een van de gekozen routes.",
        ),
        ({"route": "1", "leidende_route": "1"}, "Dit veld is verplicht."),
        ({"route": "9", "leidende_route": "1", "reden": "gesprek"}, "Geef er minstens 1."),
    ],
)
def test_een_keuze_die_niet_klopt_komt_terug_met_wat_was_ingevuld(
    house: House, form: dict[str, str], fout: str
) -> None:
    answer = house.day(MAANDAG).route().client().post(f"/dossiers/{DOSSIER}/routekeuze", data=form)
    assert answer.status_code in (400, 409)
    assert fout in answer.text
    assert house.facts() == 1


def test_een_voorstel_wordt_na_het_gesprek_bevestigd(house: House) -> None:
    house.day(MAANDAG).route().paper()
    text = house.client().get(f"/dossiers/{DOSSIER}").text
    assert "Dit is een voorstel van de regels." in text
    assert "Bevestig dit voorstel" not in text, "first the talk"
    path = f"/dossiers/{DOSSIER}/routebevestigingen"
    te_vroeg = house.client().post(path)
    assert te_vroeg.status_code == 409
    assert "Er is nog geen gesprek met de ondernemer vastgelegd." in te_vroeg.text
    assert (
        house.client().post(f"/routing/v1{path}", json={}).json()["code"]
        == "weigering-GesprekOntbreekt"
    )
    house.client().post(f"/dossiers/{DOSSIER}/gesprekken", data={"vorm": "telefoon"})
    text = house.catch_up().client().get(f"/dossiers/{DOSSIER}").text
    assert "Bevestig de route die de regels voorstellen" in text
    assert house.client().post(path).headers["location"] == f"/dossiers/{DOSSIER}"
    assert house.client().post(path).status_code == 303, "once more changes nothing"
    assert house.facts() == 3
    text = house.catch_up().client().get(f"/dossiers/{DOSSIER}").text
    assert "Dit is een voorstel van de regels." not in text
    assert f'href="/aanmeldingen/{DOSSIER}/aanvraag?soort=bedrijfskapitaal"' in text
    assert "na 10 dagen zonder aanvraag vragen wij het na" in text


def test_het_gesprek_en_de_bevestiging_in_een_stap(house: House) -> None:
    house.day(MAANDAG).route().paper()
    form = {"vorm": "telefoon", "bevestig": "ja"}
    answer = house.client().post(f"/dossiers/{DOSSIER}/gesprekken", data=form)
    assert answer.status_code == 303
    assert [een for een in house.names() if een not in EIGENAARSFEITEN] == [
        "RouteToegewezen",
        "StukGehoord",
        "GesprekVastgelegd",
        "RouteToegewezen",
    ]


def test_zonder_stukken_staat_een_voorstel_niet_vast_tenzij_iemand_zegt_waarom(
    house: House,
) -> None:
    house.day(MAANDAG).route().client().post(
        f"/dossiers/{DOSSIER}/gesprekken", data={"vorm": "telefoon"}
    )
    path = f"/dossiers/{DOSSIER}/routebevestigingen"
    text = house.catch_up().client().get(f"/dossiers/{DOSSIER}").text
    assert "Route 1: Jaarcijfers, <strong>nog niet binnen</strong>" in text
    assert f'href="/stukken/{DOSSIER}?waarvoor=route-1#vragen"' in text
    te_vroeg = house.client().post(path)
    assert te_vroeg.status_code == 409
    assert "<title>Fout: Dossier" in te_vroeg.text
    assert "Er ontbreken stukken." in te_vroeg.text
    assert "Voor route 1: jaarcijfers (nog niet binnen)." in te_vroeg.text
    assert 'href="#veld-zonder_stukken"' in te_vroeg.text
    assert 'id="veld-zonder_stukken"' in te_vroeg.text
    assert "Route 1: Jaarcijfers, <strong>binnen, nog niet gecontroleerd</strong>" in (
        house.paper("ontvangen").client().get(f"/dossiers/{DOSSIER}").text
    )
    onzin = house.client().post(path, data={"zonder_stukken": "geen_zin"})
    assert onzin.status_code == 400
    refused = house.client().post(f"/routing/v1{path}", json={}).json()
    assert refused["code"] == "weigering-StukkenOntbreken"
    assert "binnen, nog niet gecontroleerd" in refused["watGebeurde"]
    assert "zeg waarom" in refused["watTeDoen"]
    assert house.facts() == 2
    api = house.client().get(f"/routing/v1/dossiers/{DOSSIER}/routes").json()
    assert api["stukken"][0] == {"route": 1, "soort": "jaarcijfers", "stand": "te_controleren"}
    assert house.client().post(path, data={"zonder_stukken": "spoed"}).status_code == 303
    text = house.catch_up().client().get(f"/dossiers/{DOSSIER}").text
    assert "Vastgesteld zonder jaarcijfers. Er is spoed: wachten op de stukken kan niet." in text
    assert "Met een reden vastgesteld zonder jaarcijfers." in text
    (route, *_) = house.client().get(f"/routing/v1/dossiers/{DOSSIER}/routes").json()["routes"]
    assert (route["zonder_stukken"], route["ontbrekende_stukken"]) == ("spoed", ["jaarcijfers"])


def test_de_bladzijde_zegt_hoe_het_met_elk_gevraagd_stuk_staat(house: House) -> None:
    house.day(MAANDAG).route().paper("ontvangen")
    house.hear(
        intake.StukkenGevraagd(
            dossier_id=DOSSIER,
            gemeente="GM9901",
            uitvraag_id=uuid4(),
            soorten=("jaarcijfers", "begroting"),
            aanvraag_id=uuid4(),
            hersteltermijn_tot=date(2026, 3, 17),
            gevraagd_op=MAANDAG,
        )
    )
    text = house.client().get(f"/dossiers/{DOSSIER}").text
    assert "<li>Jaarcijfers, <strong>binnen, nog niet gecontroleerd</strong></li>" in text
    assert "<li>Begroting, <strong>nog niet binnen</strong></li>" in text
    form = {"vorm": "telefoon", "bevestig": "ja", "zonder_stukken": "spoed"}
    assert house.client().post(f"/dossiers/{DOSSIER}/gesprekken", data=form).status_code == 303
    text = house.catch_up().client().get(f"/dossiers/{DOSSIER}").text
    assert "Dit is een voorstel van de regels." not in text
    assert "Route 2: Jaarcijfers, <strong>binnen, nog niet gecontroleerd</strong>" in text


def test_het_gesprek_met_een_bevestiging_wacht_ook_op_de_stukken(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    form = {"vorm": "video", "bevestig": "ja"}
    answer = client.post(f"/dossiers/{DOSSIER}/gesprekken", data=form)
    assert answer.status_code == 409
    assert "Voor route 2: jaarcijfers (nog niet binnen)." in answer.text
    assert 'value="ja" checked' in answer.text
    assert '<option value="video" selected>' in answer.text
    assert 'id="veld-zonder_stukken"' in answer.text
    assert house.facts() == 1, "the talk is not kept either, and stays on the form"
    over = form | {"zonder_stukken": "anders_ingezien"}
    assert client.post(f"/dossiers/{DOSSIER}/gesprekken", data=over).status_code == 303
    assert house.facts() == 3


def test_wie_zelf_routes_kiest_ziet_welke_stukken_ontbreken(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    path = f"/dossiers/{DOSSIER}/routekeuze"
    assert "Route 2: Jaarcijfers, <strong>nog niet binnen</strong>" in client.get(path).text
    form = {
        "route": ["2"],
        "instrument_2": ["bbz_krediet"],
        "leidende_route": "2",
        "reden": "gesprek",
        "vorm": "telefoon",
    }
    answer = client.post(path, data=form)
    assert answer.status_code == 409
    assert "Voor route 2: jaarcijfers (nog niet binnen)." in answer.text
    assert "route 1: jaarcijfers (nog" not in answer.text, "it was not chosen"
    assert 'id="veld-zonder_stukken"' in answer.text
    assert house.facts() == 1
    over = form | {"zonder_stukken": "niet_nodig"}
    assert client.post(path, data=over).status_code == 303
    assert house.facts() == 3


def test_een_gesloten_dossier_laat_niets_meer_kiezen(house: House) -> None:
    house.day(MAANDAG).route()
    with house.store.transaction() as transaction:
        verwerk(transaction, SLUIT_ROUTEKEUZE, Cause("c2", "routing", MAANDAG), load_parameters())
    assert (
        "Er is geen route te kiezen zolang het dossier gesloten is."
        in house.client().get(f"/dossiers/{DOSSIER}/routekeuze").text
    )
    answer = house.client().post(
        f"/routing/v1/dossiers/{DOSSIER}/gesprekken", json={"vorm": "telefoon"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "weigering-RoutekeuzeIsGesloten")


def test_de_api_geeft_de_routes_van_een_dossier(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    found = client.get(f"/routing/v1/dossiers/{DOSSIER}/routes").json()
    assert [route["nummer"] for route in found["routes"]] == [1, 2]
    assert (found["leidende_route"], found["gekozen_door"], found["team"]) == (
        2,
        "regels",
        "Zelfstandigenloket Doorstad",
    )
    assert found["routes"][1]["regels"] == ["bedrijfskapitaal"]
    unknown = client.get(f"/routing/v1/dossiers/{uuid4()}/routes")
    assert (unknown.status_code, unknown.headers["content-type"]) == (
        404,
        "application/problem+json",
    )


def test_de_api_neemt_een_verzoek_met_dezelfde_sleutel_een_keer_aan(house: House) -> None:
    client = house.day(MAANDAG).route().client()
    path, key = f"/routing/v1/dossiers/{DOSSIER}/gesprekken", {"Idempotency-Key": "k1"}
    body = {"vorm": REGISTREER_GESPREK.vorm, "vervolg_op": "2026-03-10"}
    assert [client.post(path, json=body, headers=key).status_code for _ in range(2)] == [204, 204]
    house.day(MAANDAG + timedelta(days=1))
    assert client.post(path, json=body, headers=key).status_code == 204
    house.day(MAANDAG + timedelta(days=20))
    assert client.post(path, json=body, headers=key).status_code == 204, (
        "the first answer, also where the day would refuse it now"
    )
    assert client.post(path, json=body).status_code == 409
    assert house.facts() == 2
    other = client.post(path, json={"vorm": "video"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")
    wrong = client.post(path, json={"vorm": "fax"})
    assert wrong.status_code == 400


def test_de_api_geeft_de_werkvoorraad_in_bladzijden(house: House) -> None:
    house.day(MAANDAG)
    for number in range(3):
        house.hear(
            ONTVANGEN.model_copy(
                update={
                    "dossier_id": UUID(int=number + 1),
                    "ontvangen_op": MAANDAG + timedelta(days=number),
                }
            )
        )
    client = house.client()
    first = client.get("/routing/v1/werkvoorraad?pageSize=2").json()
    second = client.get("/routing/v1/werkvoorraad?pageSize=2&page=2").json()
    assert (first["totaal"], first["werkdag"], len(first["regels"])) == (3, "2026-03-02", 2)
    assert [regel["dossier_id"] for regel in first["regels"] + second["regels"]] == [
        str(UUID(int=number + 1)) for number in range(3)
    ]
    assert client.get("/routing/v1/werkvoorraad?pageSize=1000").status_code == 400
    assert client.get("/routing/v1/werkvoorraad?blad=onzin").status_code == 400


def test_de_api_volgt_de_regels_van_de_overheid(house: House) -> None:
    document = house.client().get("/routing/v1/openapi.json").json()
    assert list(broken_rules(document)) == []


def test_hoe_ver_routing_is(house: House) -> None:
    found = house.day(MAANDAG).route().client().get("/routing/health/progress").json()
    assert (found["werkdag"], found["log_end"]) == ("2026-03-02", 2)
