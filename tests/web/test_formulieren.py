"""Every form that changes something, found on the pages and by the routes: a mistake brings it back with all that was typed."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.routing import Match

from shared.settings import Database
from shared.store import Store
from tests.web.formulier import Bladzijde, Formulier, ingevuld, lees
from tests.web.gevallen import Wereld, geval, wereld
from tests.web.house import SERVICES, routes_of, without_log
from tests.web.test_weigeringen import posts

# A button with nothing to fill in, or a step that changes nothing. What is refused there, comes back on its own page: see the tests of
# each part. Who adds a route here says why.
ZONDER_INVOER = {
    "/zoeken": "asks, and changes nothing",
    "/aanmeldingen/{dossier_id}/toevoegen": "shows the form of an addition, filled in",
    "/personen/{persoon_id}/samenvoegen": "one button, after the other person was looked up",
    "/personen/{persoon_id}/wissen/bevestigen": "one button",
    "/personen/{persoon_id}/wissen/intrekken": "one button",
    "/stukken/{dossier_id}/links": "one button",
    "/stukken/{dossier_id}/links/{link_id}/intrekken": "one button",
    "/stukken/{dossier_id}/vragen/{uitvraag_id}/vervallen": "one button",
    "/stukken/{dossier_id}/stuk/{stuk_id}/goedkeuren": "one button",
    "/werkvoorraad/opgepakt": "one button",
    "/dossiers/{dossier_id}/overnames": "one button",
    "/dossiers/{dossier_id}/wekkingen": "one button",
    "/dossiers/{dossier_id}/routebevestigingen": "one button",
    "/dossiers/{dossier_id}/toewijzingen": "the form of who has no own dossier: see the tests of the owner",
    "/leningen/{lening_id}/voorstellen/{besluit_id}": "two buttons",
    "/vorderingen/{vordering_id}/voorstellen/{besluit_id}": "two buttons",
    "/vorderingen/{schuld_id}/invordering/{formulier}": "one function with the ladder of a loan",
    "/bank/besloten/{ontvangst_id}": "one button",
    "/brieven/opnieuw": "picks rows",
    "/brieven/{bericht_id}/hervat": "one button",
    "/klok": "one button",
    "/organisatie/rollen/{toekenning_id}/intrekking": "one button",
    "/organisatie/mandaten/{mandaat_id}/intrekking": "one button",
    "/organisatie/afschermingen/{dossier_id}/vrijgave": "one button",
}


# In the frame of every page; the gateway and intake answer them.
NIET_VAN_DE_DIENST = ("/zoeken", "/rol")
# A note at a hand-over is typed on a page of routing, and goes to intake, which seals it: there it is looked at too.
VAN_EEN_ANDER = {("routing", "/stukken/")}


def stand(store: Store) -> dict[str, int]:
    """How much there is in every table."""
    with store.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE'"
        )
        tabellen = [row["table_name"] for row in cursor.fetchall()]
        aantal = {}
        for tabel in tabellen:
            cursor.execute(f'SELECT count(*) AS n FROM "{tabel}"')
            aantal[tabel] = int((cursor.fetchone() or {"n": -1})["n"])
    return aantal


def open_op(wereld: Wereld) -> Iterator[tuple[Any, Bladzijde]]:
    for waar in wereld.bladzijden:
        adres, eerst = waar if isinstance(waar, tuple) else (waar, None)
        antwoord = (
            wereld.client.get(adres) if eerst is None else wereld.client.post(adres, data=eerst)
        )
        assert antwoord.status_code == 200, (waar, antwoord.status_code)
        yield waar, lees(antwoord.text, adres)


def bezwaren(wereld: Wereld, blad: Bladzijde, form: Formulier) -> list[str]:
    """What is not as it should be when this form is sent with a mistake in it."""
    gevraagd = geval(form.adres)
    getypt, fout = ingevuld(form, gevraagd.fout)
    knop = dict(form.knoppen[:1])
    eerst = stand(wereld.store)
    heeft_bestand = any(veld.soort == "file" for veld in form.velden.values())
    gestuurd: dict[str, Any] = {"data": {**getypt, **knop}}
    if heeft_bestand:
        gestuurd["files"] = {"leeg": ("", b"")}
    antwoord = wereld.client.post(form.adres, **gestuurd)
    terug = lees(antwoord.text, form.adres)
    na = terug.formulier(form.adres)
    gevonden = []
    if not 400 <= antwoord.status_code < 500:
        return [f"{antwoord.status_code}: dit is niet geweigerd"]
    if na is None:
        return [f"{antwoord.status_code}: het formulier is weg ({terug.kop}) {terug.alarm[:200]}"]
    if not terug.titel.startswith("Fout: "):
        gevonden.append(f"de titel is {terug.titel!r}")
    naar_het_veld = [naar for naar in terug.alarm_naar if naar.startswith(f"#veld-{fout}")]
    if gevraagd.noemt not in terug.alarm or not (gevraagd.noemt or naar_het_veld):
        gevonden.append(f"de melding noemt {fout} niet: {' '.join(terug.alarm.split())!r}")
    dood = [naar for naar in terug.alarm_naar if naar[0] == "#" and naar[1:] not in terug.ids]
    if dood:
        gevonden.append(f"de melding leidt nergens heen: {dood}")
    for naam, waarden in getypt.items():
        if naam in na.zichtbaar and na.zichtbaar[naam] != waarden:
            gevonden.append(f"{naam} was {waarden}, en is {na.zichtbaar[naam]}")
    if weg := set(form.velden) - set(na.velden):
        gevonden.append(f"niet meer te zien: {weg}")
    if (straks := stand(wereld.store)) != eerst:
        gevonden.append(f"opgeslagen in {[t for t in straks if straks[t] != eerst[t]]}")
    return gevonden


@pytest.mark.parametrize("service", SERVICES)
def test_every_form_with_a_mistake_comes_back_as_it_was_sent(
    service: str, new_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTART_DEMO", "1")
    mis: dict[str, list[str]] = {}
    bezocht: list[str] = []
    with wereld(new_database, service) as hier:
        for _, blad in open_op(hier):
            for form in blad.formulieren:
                if (
                    not form.velden
                    or form.adres.startswith(NIET_VAN_DE_DIENST)
                    or any(
                        service == wie and form.adres.startswith(waar)
                        for wie, waar in VAN_EEN_ANDER
                    )
                    or form.adres in bezocht
                ):
                    continue
                bezocht.append(form.adres)
                if gevonden := bezwaren(hier, blad, form):
                    mis[form.adres] = gevonden
    assert not mis, "\n".join(f"{adres}: {wat}" for adres, wat in mis.items())
    paden = [urlsplit(adres).path for adres in bezocht]
    gemist = [
        route.path
        for route in posts(service)
        if route.path not in ZONDER_INVOER and not any(_past(route, pad) for pad in paden)
    ]
    assert gemist == [], "no page with the form of these was looked at"


def _past(route: Any, pad: str) -> bool:
    scope = {"type": "http", "method": "POST", "path": pad, "headers": []}
    return bool(route.matches(scope)[0] == Match.FULL)


def test_a_form_without_a_field_is_a_route_that_there_is() -> None:
    paths = {path for service in SERVICES for path, _ in routes_of(without_log(service))}
    assert set(ZONDER_INVOER) <= paths
