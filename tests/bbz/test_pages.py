"""The pages of bbz: the oldest deadline first, conditions one by one, and the decisions as forms."""

import re
from datetime import date, timedelta
from html import escape
from uuid import UUID

import httpx
import pytest

from services.bbz.application import Bbz, verwerk_in
from services.bbz.domain.commands import (
    Aanvraagverzoek,
    ControleerBeslistermijn,
    VerwerkAanvulling,
    VraagAanvulling,
)
from services.bbz.domain.events import Aanvraagfeit, AanvullingGevraagd
from services.bbz.entrypoints.keuzes import TITELS as HANDELINGEN
from services.bbz.entrypoints.signing import voorbeeld
from services.bbz.entrypoints.story import gebeurtenis, termijnlicht
from services.bbz.examples import (
    AANVRAAG,
    BEOORDELING,
    BESLOTEN,
    FEITEN,
    GEOPEND,
    KREDIET,
    TERMIJN,
    UITVRAAG,
)
from services.bbz.projections.aanvragen import regel
from shared.facts import Cause, StoredFact
from shared.web.lights import Stand
from tests.bbz.gegeven import KADER, gegeven

PAD = f"/aanvragen/{AANVRAAG}"


def als(actor: str) -> dict[str, str]:
    return {"Doorstart-Actor": actor}


def invullen(
    client: httpx.Client, wat: str, velden: dict[str, str], actor: str = "consulent-2"
) -> httpx.Response:
    return client.post(f"{PAD}/{wat}", data=velden, headers=als(actor))


def beoordeel(client: httpx.Client) -> httpx.Response:
    return invullen(
        client,
        "beoordelingen",
        {"advies": "toewijzen", "is_levensvatbaar": "true", "voorgesteld": "24.000,00"},
        "consulent-1",
    )


def test_de_lijst_toont_termijn_licht_en_nummer_als_intake_zwijgt(client: httpx.Client) -> None:
    pagina = client.get("/aanvragen").text
    assert "1 dec 2025" in pagina
    assert "Nog 63 dagen." in pagina
    assert "licht-bij" in pagina
    assert f'href="{PAD}"' in pagina
    assert "Namen zijn even niet te zien" in pagina
    assert "Niets gevonden bij deze keuze" in client.get("/aanvragen?status=verstrekt").text


def test_een_aanvraag_toont_voorwaarden_met_bron_en_parameters(
    client: httpx.Client, bbz: Bbz
) -> None:
    assert beoordeel(client).headers["location"] == PAD
    pagina = client.get(PAD + "?blad=voorwaarden", headers=als("consulent-2")).text
    assert pagina.count('scope="row"') == 8
    assert "Max bedrijfskapitaal gevestigde: € 253.420,00 (Bbz art. 20)" in pagina
    assert bbz.parameters.versie in pagina
    assert "niet voldaan" not in pagina
    eigen = client.get(PAD + "?blad=voorwaarden", headers=als("consulent-1")).text
    assert "Consulent 1 beoordeelde deze aanvraag zelf." in eigen
    assert "niet voldaan" in eigen


def zoals_getoond(bbz: Bbz, aanvraag_id: UUID, handeling: str, eerst: str) -> bool:
    """Whether the preview of the facts that were stored says what the page said before."""
    feiten = [stored.fact for stored in bbz.store.stream(aanvraag_id)]
    straks = voorbeeld(
        aanvraag_id, handeling, {}, [feit for feit in feiten if isinstance(feit, Aanvraagfeit)]
    )
    gezegd = [*straks.zinnen, *(waarde for paar in straks.gegevens for waarde in paar)]
    return all(str(escape(zin)) in eerst for zin in gezegd) and "al zo vastgelegd" not in eerst


def test_verstrekken_op_de_pagina(client: httpx.Client, bbz: Bbz) -> None:
    beoordeel(client)
    velden = {
        "bedrag": "24.000,00",
        "product": "bedrijfskapitaal_rentedragend",
        "termijnen": "60",
        "methode": "lineair",
        "uitbetaald_op": "2025-10-01",
        "eerste_vervaldag": "",
    }
    eerst = invullen(client, "verstrekkingen", velden)
    assert eerst.status_code == 200
    for tekst in (
        "Er is nog niets vastgelegd",
        "U kent €\xa024.000,00 toe",
        "30 november 2025",
        "krijgt hierover een brief",
    ):
        assert tekst in eerst.text
    assert "mandaat M-2025-01" not in client.get(PAD).text, "looking changes nothing"
    anders = invullen(client, "verstrekkingen", velden | {"bevestigd": "wijzig"})
    assert 'value="24.000,00"' in anders.text
    gedaan = invullen(client, "verstrekkingen", velden | {"bevestigd": "ja"})
    assert gedaan.status_code == 303
    assert zoals_getoond(bbz, AANVRAAG, "verstrekkingen", eerst.text)
    pagina = client.get(PAD).text
    assert "mandaat M-2025-01" in pagina
    assert "30 november 2025" in pagina
    assert "Het krediet is verstrekt." in pagina
    assert "Zoals zij waren bij het besluit." in client.get(PAD + "?blad=voorwaarden").text
    assert "de lening is nog niet geopend" in pagina
    assert 'action="' + PAD not in pagina


def test_wie_kijkt_wordt_geweigerd_zonder_dat_er_iets_vastligt(client: httpx.Client) -> None:
    beoordeel(client)
    velden = {
        "bedrag": "25.000,01",
        "product": "bedrijfskapitaal_rentedragend",
        "termijnen": "60",
        "methode": "lineair",
        "uitbetaald_op": "2025-10-01",
    }
    geweigerd = invullen(client, "verstrekkingen", velden)
    assert geweigerd.status_code == 403
    assert "<title>Fout: Aanvraag" in geweigerd.text
    assert "Er is niets veranderd. Wat u invulde, staat er nog." in geweigerd.text
    assert 'value="25.000,01"' in geweigerd.text
    assert "geweigerd" not in client.get(PAD + "?blad=tijdlijn").text
    getekend = invullen(client, "verstrekkingen", velden | {"bevestigd": "ja"})
    assert getekend.status_code == 403
    assert "De weigering is vastgelegd. Er is geen geld verstrekt." in getekend.text
    assert "Een eerdere poging om te verstrekken is geweigerd" in client.get(PAD).text


@pytest.mark.parametrize(
    ("wat", "velden", "dichtstbij"),
    [
        (
            "verstrekkingen",
            {
                "bedrag": "24.000,00",
                "product": "bedrijfskapitaal_rentedragend",
                "termijnen": "500",
                "methode": "lineair",
                "uitbetaald_op": "2025-10-01",
            },
            "termijnen=120",
        ),
        ("verlengingen", {"weken": "99"}, "weken=13"),
    ],
)
def test_een_weigering_noemt_wat_wel_kan(
    client: httpx.Client, wat: str, velden: dict[str, str], dichtstbij: str
) -> None:
    beoordeel(client)
    geweigerd = invullen(client, wat, velden)
    assert geweigerd.status_code == 409
    assert f'name="neem_over" value="{dichtstbij}' in geweigerd.text
    for waarde in velden.values():
        assert f'value="{waarde}"' in geweigerd.text
    over = invullen(
        client,
        wat,
        velden | {"neem_over": re.findall(r'name="neem_over" value="([^"]+)"', geweigerd.text)[0]},
    )
    assert over.status_code in (200, 303)


def test_alleen_wat_nu_kan_is_te_kiezen_en_de_rest_zegt_waarom_niet(client: httpx.Client) -> None:
    pagina = client.get(PAD, headers=als("consulent-1")).text
    assert 'id="veld-advies"' in pagina
    assert "Eerst beoordeelt iemand de aanvraag." in pagina
    assert "Levensonderhoud toekennen" not in pagina
    assert 'id="veld-advies"' in client.get(PAD + "?handeling=verstrekkingen").text
    beoordeel(client)
    eigen = client.get(PAD, headers=als("consulent-1")).text
    assert "U beoordeelde deze aanvraag zelf." in eigen
    assert 'id="veld-bedrag"' not in eigen
    assert 'id="veld-bedrag"' in client.get(PAD, headers=als("consulent-2")).text
    assert "geen mandaat" in client.get(PAD, headers=als("auditor-1")).text


@pytest.mark.parametrize(
    ("wat", "velden", "melding"),
    [
        ("beoordelingen", {"voorgesteld": "veel"}, "is geen bedrag"),
        (
            "beoordelingen",
            {"advies": "toewijzen", "is_levensvatbaar": "true", "voorgesteld": "0"},
            "Voorgesteld bedrag: Dit moet meer zijn dan 0.",
        ),
        ("beoordelingen", {}, "Advies: Dit veld is verplicht."),
        ("verlengingen", {"weken": "lang"}, "Aantal weken: Dit moet een heel getal zijn."),
    ],
)
def test_een_fout_in_een_formulier_staat_bovenaan_en_houdt_wat_er_stond(
    client: httpx.Client, wat: str, velden: dict[str, str], melding: str
) -> None:
    antwoord = invullen(client, wat, velden)
    assert antwoord.status_code == 400
    assert melding in antwoord.text
    for waarde in velden.values():
        assert f'value="{waarde}"' in antwoord.text


def hoor(bbz: Bbz, verzoek: Aanvraagverzoek) -> None:
    with bbz.store.transaction() as transaction:
        verwerk_in(transaction, KADER.parameters, verzoek, Cause("test", "bbz", verzoek.op))


def test_buiten_behandeling_stellen_op_de_pagina(client: httpx.Client, bbz: Bbz) -> None:
    assert "Er zijn geen gevraagde stukken uitgebleven" in client.get(PAD).text
    vraag = VraagAanvulling(
        aanvraag_id=AANVRAAG,
        uitvraag_id=UITVRAAG,
        hersteltermijn_tot=BESLOTEN - timedelta(days=1),
        op=BESLOTEN - timedelta(days=9),
    )
    hoor(bbz, vraag)
    hoor(bbz, ControleerBeslistermijn(aanvraag_id=AANVRAAG, op=BESLOTEN))
    pagina = client.get(
        PAD + "?handeling=buitenbehandelingstellingen", headers=als("consulent-2")
    ).text
    assert "Gevraagde stukken zijn niet op tijd binnen" in pagina
    assert "Teken en stel buiten behandeling" in pagina
    eerst = invullen(client, "buitenbehandelingstellingen", {})
    assert "Er is nog niets vastgelegd" in eerst.text
    gedaan = invullen(client, "buitenbehandelingstellingen", {"bevestigd": "ja"})
    assert gedaan.status_code == 303
    assert "buiten behandeling gesteld" in client.get(PAD).text
    assert "Buiten behandeling gesteld" in client.get(PAD + "?blad=tijdlijn").text


def test_intrekken_op_de_pagina_en_daarna_een_vervolg(client: httpx.Client) -> None:
    assert "Aanvraag intrekken" in client.get(f"{PAD}?handeling=intrekkingen").text
    fout = invullen(client, "intrekkingen", {"reden": ""})
    assert fout.status_code == 400
    assert invullen(client, "intrekkingen", {"reden": "op_verzoek"}).status_code == 303
    text = client.get(PAD).text
    assert "ingetrokken" in text
    assert "Dien een vervolgaanvraag in" in text


def test_verlengen_stilzetten_en_afwijzen_op_de_pagina(client: httpx.Client, bbz: Bbz) -> None:
    assert invullen(client, "verlengingen", {"weken": "2"}).status_code == 303
    hoor(
        bbz,
        VraagAanvulling(
            aanvraag_id=AANVRAAG,
            uitvraag_id=UITVRAAG,
            hersteltermijn_tot=date(2025, 10, 13),
            op=BESLOTEN,
        ),
    )
    assert "De termijn staat stil" in client.get(PAD).text
    hoor(bbz, VerwerkAanvulling(aanvraag_id=AANVRAAG, uitvraag_id=UITVRAAG, op=BESLOTEN))
    beoordeel(client)
    eerst = invullen(client, "afwijzingen", {"reden": "te_veel_vermogen"})
    assert "Er is nog niets vastgelegd" in eerst.text
    assert "krijgt hierover een brief" in eerst.text
    besluit = {"reden": "te_veel_vermogen", "bevestigd": "ja"}
    assert invullen(client, "afwijzingen", besluit).status_code == 303
    assert "Bbz art. 3" in client.get(PAD).text
    pagina = client.get(PAD + "?blad=tijdlijn").text
    for gebeurd in (
        "Aanvraag geopend",
        "Beslistermijn verlengd",
        "Aanvulling gevraagd",
        "Aanvulling binnen",
        "Aanvraag beoordeeld",
        "Aanvraag afgewezen",
    ):
        assert gebeurd in pagina


def test_elk_veld_heeft_een_eigen_kenmerk_op_de_pagina(client: httpx.Client) -> None:
    beoordeel(client)
    for handeling in HANDELINGEN:
        pagina = client.get(f"{PAD}?handeling={handeling}", headers=als("consulent-2")).text
        kenmerken = re.findall(r' id="([^"]+)"', pagina)
        assert len(kenmerken) == len(set(kenmerken)), handeling


def test_een_onbekende_handeling_of_aanvraag_is_er_niet(client: httpx.Client) -> None:
    assert invullen(client, "weggooien", {}).status_code == 404
    assert client.get("/aanvragen/00000000-0000-0000-0000-000000000000").status_code == 404


@pytest.mark.parametrize(
    ("dag", "stand", "reden"),
    [
        (TERMIJN - timedelta(days=15), Stand.BIJ, "Nog 15 dagen."),
        (TERMIJN - timedelta(days=14), Stand.LET_OP, "Nog 14 dagen."),
        (TERMIJN - timedelta(days=1), Stand.LET_OP, "Nog 1 dag."),
        (TERMIJN, Stand.LET_OP, "Vandaag is de laatste dag."),
        (TERMIJN + timedelta(days=1), Stand.ACHTERSTAND, "De beslistermijn is voorbij."),
        (None, Stand.GEEN_GEGEVENS, "Er is nog geen werkdag bekend."),
    ],
)
def test_het_licht_van_de_termijn(dag: date | None, stand: Stand, reden: str) -> None:
    licht = termijnlicht(regel(AANVRAAG, gegeven([GEOPEND])), dag)
    assert licht is not None
    assert (licht.stand, licht.reden) == (stand, reden)


def test_het_licht_wacht_op_aanvulling_en_op_het_grootboek() -> None:
    gevraagd = next(feit for feit in FEITEN if isinstance(feit, AanvullingGevraagd))
    opgeschort = termijnlicht(
        regel(AANVRAAG, gegeven([GEOPEND, gevraagd])), TERMIJN + timedelta(days=9)
    )
    assert opgeschort is not None
    assert opgeschort.stand == Stand.UITSTEL
    verstrekt = regel(AANVRAAG, gegeven([GEOPEND, BEOORDELING, KREDIET]))
    wachtend = termijnlicht(verstrekt, BESLOTEN)
    assert wachtend is not None
    assert wachtend.stand == Stand.LET_OP
    assert (
        termijnlicht(verstrekt.model_copy(update={"is_lening_bevestigd": True}), BESLOTEN) is None
    )


def test_elk_feit_van_een_geopende_aanvraag_heeft_een_zin_op_de_tijdlijn() -> None:
    for feit in FEITEN:
        stored = StoredFact(
            1, AANVRAAG, 1, type(feit).__name__, feit, Cause("c", "consulent-1", BESLOTEN), None
        )  # type: ignore[arg-type]
        if type(feit).__name__ != "IntrekkingGehoord":
            assert gebeurtenis(stored).wat
