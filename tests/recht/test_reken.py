"""`doorstart reken` and `doorstart parameters` as a stranger uses them: a process, JSON in, JSON out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from typer.testing import CliRunner

from deploy.local.commands.parameters import app as parameters_app
from services.ledger.entrypoints.reken import app

RUNNER = CliRunner()
SCHEMA = {
    "hoofdsom_cent": 3000000,
    "jaarrente_procent": "8",
    "termijnen": 60,
    "methode": "annuitair",
    "start": "2026-03-01",
}
VASTSTELLING = {
    "boekjaar": 2024,
    "aanvraagdatum": "2023-12-01",
    "besluitdatum": "2025-06-01",
    "groep": "gevestigd",
    "maanden": [{"maand": f"2024-0{nummer}", "bedrag_cent": 100000} for nummer in range(1, 7)],
    "bruto_inkomen_cent": 1400000,
    "correctie_procent": "20",
    "huishouden": "alleenstaande",
    "terugvorderen": True,
    "vermogenstoets": {"mag_om_niet": True, "bron": "besluit"},
}
GOED: dict[str, Any] = {
    "schema": SCHEMA,
    "dagen": {"van": "2003-11-01", "tot": "2004-05-01", "conventie": "act_act_isda"},
    "vaststelling": VASTSTELLING,
    "termijn": {
        "soort": "beslistermijn",
        "datum": "2026-03-02",
        "verlenging_weken": 13,
        "opschortingen": [{"van": "2026-03-10", "tot": "2026-03-20"}],
    },
    "rijk": {"jaren": [{"jaar": 2026, "cohort": "bbz_vanaf_2020", "lasten_cent": 123456789}]},
    "toets": {
        "groep": "gevestigd",
        "eigen_vermogen_cent": 6000000,
        "totaal_vermogen_cent": 6000000,
        "jaar": 2026,
    },
}


def reken(som: str, invoer: Any, *opties: str, code: int = 0) -> Any:
    tekst = invoer if isinstance(invoer, str) else json.dumps(invoer)
    uit = RUNNER.invoke(app, [som, *opties], input=tekst)
    assert uit.exit_code == code, uit.output
    return uit


def antwoord(som: str, invoer: Any) -> Any:
    return json.loads(reken(som, invoer).stdout)


def test_het_schema_van_w05() -> None:
    uit = antwoord("schema", SCHEMA)
    assert uit["termijnen"][0] == {
        "nr": 1,
        "begin": "2026-03-01",
        "eind": "2026-03-31",
        "vervaldag": "2026-03-31",
        "beginsaldo_cent": 3000000,
        "rente_cent": 20000,
        "aflossing_cent": 40829,
        "termijn_cent": 60829,
        "eindsaldo_cent": 2959171,
    }
    assert (uit["einddatum"], uit["totaal_rente_cent"]) == ("2031-02-28", 649752)
    assert isinstance(uit["uitleg"], str)


def test_dagen_en_jaardeel() -> None:
    uit = antwoord("dagen", GOED["dagen"])
    assert (uit["dagen"], uit["jaardeel"]) == (182, "0.497724380567408")


def test_een_lange_periode_heeft_hele_jaren() -> None:
    assert (
        antwoord("dagen", {"van": "2016-01-01", "tot": "2026-01-01", "conventie": "30e_360"})[
            "jaardeel"
        ]
        == "10.000000000000000"
    )


def test_de_vaststelling_van_w07() -> None:
    uit = antwoord("vaststelling", VASTSTELLING)
    assert (
        uit["terug_cent"],
        uit["om_niet_cent"],
        uit["extra_cent"],
        uit["renteloze_lening_cent"],
    ) == (164632, 435368, 0, 0)
    assert uit["alternatieven"]["terugvorderen"]["om_niet_cent"] == 600000
    assert {een["soort"]: een["artikel"] for een in uit["onderdelen"]}[
        "terug"
    ] == "Bbz art. 12 lid 2 c"


def test_een_vermogenstoets_als_invoer() -> None:
    toets = {"mag_om_niet": False, "grens_cent": 100, "bron": "taxatie"}
    uit = antwoord(
        "vaststelling", VASTSTELLING | {"vermogenstoets": toets, "eigen_vermogen_cent": 150}
    )
    assert uit["renteloze_lening_cent"] == 50
    assert uit["jaarbedragen"][0] == {"jaar": 2025, "cent": 5}


@pytest.mark.parametrize(
    ("invoer", "laatste"),
    [
        (GOED["termijn"], "2026-09-09"),
        ({"soort": "bezwaar", "datum": "2026-11-13"}, "2026-12-28"),
        ({"soort": "aanmaning", "datum": "2026-03-23"}, "2026-04-07"),
        ({"soort": "jaarstukken", "datum": "2025-12-31"}, "2026-06-30"),
        ({"soort": "dwangsom", "datum": "2026-03-02"}, "2026-04-27"),
        (
            {"soort": "verjaring", "datum": "2021-06-30", "stuitingen": [{"dag": "2025-05-15"}]},
            "2030-05-15",
        ),
        (
            {
                "soort": "verjaring",
                "datum": "2021-06-30",
                "verlengingen": [{"van": "2022-03-01", "maanden": 12}],
            },
            "2027-06-30",
        ),
        (
            {
                "soort": "verjaring",
                "datum": "2021-06-30",
                "verlengingen": [{"van": "2022-03-01", "tot": "2023-03-01"}],
            },
            "2027-06-30",
        ),
    ],
)
def test_termijnen(invoer: Any, laatste: str) -> None:
    assert antwoord("termijn", invoer)["laatste_dag"] == laatste


def test_het_rijk_van_w15() -> None:
    uit = antwoord("rijk", GOED["rijk"])
    assert [een["bedrag_cent"] for een in uit["regels"]] == [
        123456789,
        -24691358,
        -24691358,
        -18518518,
        -12345679,
        -12345679,
    ]
    assert uit["jaren"][0] == {"jaar": 2026, "van_rijk_cent": 123456789, "naar_rijk_cent": 0}


def test_de_toets_van_artikel_drie() -> None:
    uit = antwoord("toets", GOED["toets"])
    assert (uit["mag_om_niet"], uit["regel"], uit["grens_cent"]) == (False, "aandeel", 5978200)


@pytest.mark.parametrize("som", sorted(GOED))
def test_een_lijst_erin_is_een_lijst_eruit(som: str) -> None:
    assert antwoord(som, [GOED[som], GOED[som]]) == [antwoord(som, GOED[som])] * 2
    assert antwoord(som, []) == []


SLECHT: list[tuple[str, str]] = [
    ("{}", "'hoofdsom_cent' ontbreekt"),
    ("3", "De invoer moet een JSON-object zijn."),
    (json.dumps(SCHEMA | {"aflossingsvrij": 60}), "Er blijft geen termijn over"),
    (json.dumps(SCHEMA | {"start": "9999-03-01"}), "Een datum ligt buiten de kalender."),
    ('{"methode": "lineair", "methode": "annuitair"}', "'methode' staat er twee keer in."),
    ('{"hoofdsom_cent": NaN}', "NaN is geen getal."),
    (json.dumps(SCHEMA | {"methode": "\ud800"}), "geen geldige JSON"),
]


@given(st.lists(st.sampled_from([(json.dumps(SCHEMA), ""), *SLECHT]), min_size=1, max_size=6))
def test_een_slechte_som_in_een_lijst_bederft_alleen_zichzelf(
    sommen: list[tuple[str, str]],
) -> None:
    slecht = [nummer for nummer, (_, zin) in enumerate(sommen, start=1) if zin]
    uit = reken("schema", f"[{' ,'.join(tekst for tekst, _ in sommen)} ]", code=1 if slecht else 0)
    goed = antwoord("schema", SCHEMA)
    for gegeven, (_, zin) in zip(json.loads(uit.stdout), sommen, strict=True):
        assert zin in gegeven["geweigerd"] if zin else gegeven == goed
    assert (
        uit.stderr == ""
        or f"Geweigerd: {len(slecht)} van de {len(sommen)} sommen in de lijst, met nummer {slecht[0]}"
        in uit.stderr
    )


def test_een_slechte_som_in_een_lijst_heeft_haar_reden_ook_in_de_tekst() -> None:
    uit = reken("dagen", [GOED["dagen"], {}], "--tekst", code=1).stdout
    assert "182 dagen" in uit
    assert uit.endswith("Geweigerd: 'van' ontbreekt. 'tot' ontbreekt. 'conventie' ontbreekt.\n")


def test_een_lange_lijst_vraagt_niet_meer_geheugen_dan_haar_tekst() -> None:
    meet = "import resource, sys\nfrom deploy.local.cli import main\ntry: main()\nfinally: print(resource.getrusage(0)[2], file=sys.stderr)"

    def piek(aantal: int) -> int:
        invoer = json.dumps([GOED["dagen"]] * aantal)
        uit = subprocess.run(
            [sys.executable, "-c", meet, "reken", "dagen"],
            input=invoer,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert len(json.loads(uit.stdout)) == aantal
        return int(uit.stderr) * 1024

    assert piek(40_000) < piek(1) + 5 * len(json.dumps(GOED["dagen"])) * 40_000


@pytest.mark.parametrize("som", sorted(GOED))
def test_invoer_en_uitvoer_volgen_het_gedocumenteerde_schema(som: str) -> None:
    schema = json.loads(reken(som, "", "--json-schema").stdout)
    Draft202012Validator(schema["invoer"]).validate(GOED[som])
    Draft202012Validator(schema["uitvoer"]).validate(antwoord(som, GOED[som]))


@pytest.mark.parametrize(
    ("som", "stuk"),
    [
        ("schema", "€ 608,41"),
        ("dagen", "182 dagen"),
        ("vaststelling", "terug: € 1.646,32"),
        ("termijn", "Laatste dag: 2026-09-09"),
        ("rijk", "naar het Rijk € 246.913,58"),
        ("toets", "Niet om niet"),
    ],
)
def test_voor_mensen(som: str, stuk: str) -> None:
    uit = reken(som, GOED[som], "--tekst").stdout
    assert stuk in uit
    assert not uit.startswith("{")


@pytest.mark.parametrize("som", ["", *sorted(GOED)])
def test_de_hulp_begint_met_een_voorbeeld(som: str) -> None:
    hulp = RUNNER.invoke(app, [*([som] if som else []), "--help"]).stdout
    assert hulp.startswith("Voorbeeld: ")


@pytest.mark.parametrize(
    ("som", "invoer", "zin"),
    [
        ("schema", "{", "geen geldige JSON"),
        ("schema", "", "De invoer is leeg"),
        ("schema", "3", "JSON-object"),
        ("schema", {}, "'hoofdsom_cent' ontbreekt"),
        ("schema", SCHEMA | {"hoofdsom_cent": 1.5}, "'hoofdsom_cent' moet een heel getal zijn"),
        ("schema", SCHEMA | {"hoofdsom_cent": "100"}, "'hoofdsom_cent' moet een heel getal zijn"),
        ("schema", SCHEMA | {"hoofdsom_cent": True}, "'hoofdsom_cent' moet een heel getal zijn"),
        ("schema", SCHEMA | {"hoofdsom_cent": 0}, "'hoofdsom_cent' is te klein"),
        ("schema", SCHEMA | {"termijnen": 1201}, "'termijnen' is te groot"),
        ("schema", SCHEMA | {"jaarrente_procent": 8}, "getal als tekst"),
        ("schema", SCHEMA | {"jaarrente_procent": "NaN"}, "'jaarrente_procent'"),
        ("schema", SCHEMA | {"jaarrente_procent": "1e-999999"}, "'jaarrente_procent'"),
        ("schema", SCHEMA | {"jaarrente_procent": "acht"}, "'jaarrente_procent'"),
        ("schema", {**SCHEMA, "jaarrente_procent": None}, "'jaarrente_procent' ontbreekt"),
        ("schema", SCHEMA | {"methode": "bullet"}, "een van deze woorden"),
        ("schema", SCHEMA | {"start": "2026-02-30"}, "bestaande datum"),
        ("schema", SCHEMA | {"start": "9999-03-01"}, "buiten de kalender"),
        ("schema", SCHEMA | {"rentevrij": 1}, "volgt niet uit een formule"),
        ("schema", SCHEMA | {"dagtelling": "act_act_afb"}, "alleen voor 'dagen'"),
        ("schema", SCHEMA | {"rente": "8"}, "'rente' is geen bekend veld"),
        ("dagen", {"van": "2026-01-01", "tot": "2026-02-01", "conventie": "maand"}, "telt maanden"),
        (
            "dagen",
            {"van": "2026-01-01", "tot": "2026-02-01", "conventie": "30e_360_isda"},
            "einddatum",
        ),
        (
            "dagen",
            {"van": "2026-02-01", "tot": "2026-01-01", "conventie": "act_365"},
            "loopt terug",
        ),
        (
            "dagen",
            {"van": 20260101, "tot": "2026-02-01", "conventie": "act_365"},
            "moet een datum zijn",
        ),
        (
            "termijn",
            {"soort": "bezwaar", "datum": "2026-11-13", "stuitingen": [{"dag": "2026-11-14"}]},
            "horen alleen bij 'verjaring'",
        ),
        (
            "termijn",
            {"soort": "bezwaar", "datum": "2026-11-13", "verlenging_weken": 1},
            "horen alleen bij een beslistermijn",
        ),
        (
            "termijn",
            {"soort": "bezwaar", "datum": "2014-11-13"},
            "bezwaartermijn is onbekend op 2014-11-13",
        ),
        (
            "termijn",
            {"soort": "verjaring", "datum": "2021-06-30", "verlengingen": [{"van": "2022-03-01"}]},
            "eef 'tot' of 'maanden'",
        ),
        (
            "termijn",
            {"soort": "verjaring", "datum": "2021-06-30", "stuitingen": [{"dag": "2026-07-01"}]},
            "komt te laat",
        ),
        (
            "vaststelling",
            VASTSTELLING | {"correctie_procent": None},
            "inkomen_correctie_art_6_2 is onbekend voor boekjaar 2024",
        ),
        (
            "vaststelling",
            VASTSTELLING | {"boekjaar_begin": "2024-01-01"},
            "eef 'boekjaar' of 'boekjaar_begin'",
        ),
        (
            "vaststelling",
            VASTSTELLING | {"vermogenstoets": {"mag_om_niet": False, "bron": "x"}},
            "horen 'grens_cent'",
        ),
        (
            "toets",
            {
                "groep": "gevestigd",
                "eigen_vermogen_cent": 2,
                "totaal_vermogen_cent": 1,
                "jaar": 2026,
            },
            "zonder aftrek van schulden",
        ),
        (
            "toets",
            {"groep": "gevestigd", "eigen_vermogen_cent": 1, "totaal_vermogen_cent": 1},
            "eef 'jaar' of 'aanvraagdatum'",
        ),
        ("rijk", {"jaren": []}, "'jaren'"),
        (
            "rijk",
            {"jaren": [{"jaar": 2026, "cohort": "tozo", "lasten_cent": -1}]},
            "'jaren.0.lasten_cent' is te klein",
        ),
    ],
)
def test_slechte_invoer_geeft_uitgang_twee_en_een_zin(som: str, invoer: Any, zin: str) -> None:
    uit = reken(som, invoer, code=2)
    assert uit.stdout == ""
    assert zin in uit.stderr
    assert uit.stderr.startswith("Niet gelukt. ")
    assert "Er is niets bewaard" in uit.stderr
    assert "Wat u kunt doen: " in uit.stderr


def test_een_onbekende_som_en_een_bestand_dat_er_niet_is(tmp_path: Path) -> None:
    assert RUNNER.invoke(app, ["kwadraat"]).exit_code == 2
    assert "weg.json bestaat niet" in reken("dagen", "", str(tmp_path / "weg.json"), code=2).stderr
    (tmp_path / "raar.json").write_bytes(b"\xff\xfe")
    assert "UTF-8" in reken("dagen", "", str(tmp_path / "raar.json"), code=2).stderr


def test_een_bestand_en_een_streepje(tmp_path: Path) -> None:
    (tmp_path / "vraag.json").write_text(json.dumps(GOED["dagen"]), "utf-8")
    assert json.loads(reken("dagen", "", str(tmp_path / "vraag.json")).stdout)["dagen"] == 182
    assert json.loads(reken("dagen", GOED["dagen"], "-").stdout)["dagen"] == 182


def test_het_werkt_als_proces_zonder_server() -> None:
    uit = subprocess.run(
        [sys.executable, "-m", "services.ledger.entrypoints.reken", "dagen"],
        input=json.dumps(GOED["dagen"]),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert json.loads(uit.stdout)["dagen"] == 182
    assert uit.stderr == ""


def test_parameters_tonen() -> None:
    uit = RUNNER.invoke(parameters_app, ["toon", "--op", "2026-07-01", "--json"])
    tabel = {rij["naam"]: rij for rij in json.loads(uit.stdout)["parameters"]}
    assert tabel["rente_bbz_lening"]["waarde"] == "8"
    assert tabel["rente_bbz_lening"]["zekerheid"] == "D"
    assert not tabel["wettelijke_rente"]["is_bruikbaar"]
    assert len(tabel) > 100


def test_parameters_voor_mensen_en_zoals_toen_bekend() -> None:
    uit = RUNNER.invoke(
        parameters_app, ["toon", "--op", "2022-01-01", "--naam", "tozo_looptijd"]
    ).stdout
    assert "72" in uit
    assert "1 parameters op 2022-01-01" in uit
    toen = RUNNER.invoke(
        parameters_app,
        ["toon", "--op", "2022-01-01", "--bekend-op", "2021-12-20", "--naam", "tozo_looptijd"],
    ).stdout
    assert "0 parameters" in toen
    onbekend = RUNNER.invoke(
        parameters_app, ["toon", "--op", "2026-07-01", "--naam", "wettelijke_rente"]
    ).stdout
    assert "(niet te gebruiken)" in onbekend
    assert RUNNER.invoke(parameters_app, ["toon", "--op", "morgen"]).exit_code == 2


LENING: dict[str, Any] = {
    "leningen": [
        {
            "regeling": "bbz",
            "toekenningsdatum": "2026-02-10",
            "hoofdsom_cent": 2400000,
            "termijnen": 60,
        }
    ],
    "mutaties": [
        {
            "soort": "betaling",
            "boekdatum": "2026-04-08",
            "valutadatum": "2026-03-31",
            "bedrag_cent": 56000,
        },
        {"soort": "uitstel", "boekdatum": "2026-04-20", "van": "2026-05-01", "maanden": 13},
        {"soort": "uitstel", "boekdatum": "2026-04-21", "van": "2026-05-01", "maanden": 6},
    ],
    "peildata": [
        {"geldig_op": "2026-04-05", "bekend_op": "2026-04-05"},
        {"geldig_op": "2026-04-05", "bekend_op": "2026-04-08"},
        {"geldig_op": "2026-11-01"},
    ],
}
VERJARING = {"soort": "verjaring", "boekdatum": "2026-05-31"}


def lening(*mutaties: dict[str, Any], **velden: Any) -> dict[str, Any]:
    return {
        "leningen": [LENING["leningen"][0] | velden],
        "mutaties": list(mutaties),
        "peildata": [{"geldig_op": "2026-12-31"}],
    }


def test_een_lening_over_twee_klokken() -> None:
    uit = antwoord("lening", LENING)
    assert [saldo["achterstand_cent"] for saldo in uit["saldi"]] == [56000, 0, 55733 + 6 * 15733]
    assert uit["saldi"][2]["leningen"][0] | {"lening_id": ""} == {
        "lening_id": "",
        "status": "achterstand",
        "hoofdsom_cent": 2360000,
        "rente_cent": 7 * 15733,
        "uitgestelde_rente_cent": 0,
        "wettelijke_rente_cent": 0,
        "kosten_cent": 0,
        "achterstand_cent": 150131,
        "tegoed_cent": 0,
        "uitstelmaanden": 6,
        "volgende_vervaldag": "2026-11-30",
        "einddatum": "2031-08-31",
    }
    assert "niet 13" in uit["geweigerd"][0]["reden"]
    assert uit["geweigerd"][0]["mutatie_id"] == "m2"
    rente = next(regel for regel in uit["regels"] if regel["soort"] == "rente")
    assert rente["formule"] == "Rente maart 2026: 8 % van € 24.000,00 / 12 = € 160,00 (Bbz art. 15)"
    assert rente["boekregels"] == [
        {"rekening": "bbz_vanaf_2020:verschenen_rente", "bedrag_cent": 16000},
        {"rekening": "bbz_vanaf_2020:baten_rente", "bedrag_cent": -16000},
    ]
    assert rente["parameterset"] == uit["parameterset"]
    assert all(
        sum(een["bedrag_cent"] for een in regel["boekregels"]) == 0 for regel in uit["regels"]
    )


MUTATIES = [
    {"soort": "betaling", "bedrag_cent": 100},
    {"soort": "extra_aflossing", "bedrag_cent": 100, "keuze": "einddatum_blijft"},
    {"soort": "aflossing_ineens"},
    {"soort": "kosten", "bedrag_cent": 100, "grondslag": "Awb 4:113"},
    {"soort": "uitstel", "van": "2026-06-01", "maanden": 3, "rente_mee": True},
    {"soort": "opeising", "grond": "niet_betaald"},
    {"soort": "einde_bedrijf", "verwijtbaar": False, "renteloos": True},
    {"soort": "kwijtschelding", "bedrag_cent": 100, "deel": "hoofdsom", "grondslag": "besluit"},
    {"soort": "schuldregeling", "bedrag_cent": 100, "alle_schuldeisers_werken_mee": True},
    {"soort": "toeslagengedupeerde"},
    {"soort": "buiten_invordering"},
]


@pytest.mark.parametrize("mutatie", MUTATIES, ids=lambda mutatie: str(mutatie["soort"]))
def test_elke_mutatie_is_te_boeken(mutatie: dict[str, Any]) -> None:
    uit = antwoord("lening", lening(mutatie | {"boekdatum": "2026-05-31", "id": "x"}))
    assert uit["geweigerd"] == []
    assert mutatie["soort"] == "uitstel" or any(
        regel["mutatie_id"] == "x" for regel in uit["regels"]
    )


@pytest.mark.parametrize(
    ("mutatie", "reden"),
    [
        ({"soort": "verjaring"}, "nog niets verjaard"),
        ({"soort": "invordering_hervat"}, "niets te hervatten"),
    ],
    ids=lambda een: een["soort"] if isinstance(een, dict) else "",
)
def test_wat_niets_verandert_wordt_geweigerd(mutatie: dict[str, Any], reden: str) -> None:
    uit = antwoord("lening", lening(mutatie | {"boekdatum": "2026-05-31", "id": "x"}))
    assert [een["mutatie_id"] for een in uit["geweigerd"]] == ["x"]
    assert reden in uit["geweigerd"][0]["reden"]
    assert not any(regel["mutatie_id"] == "x" for regel in uit["regels"])


@pytest.mark.parametrize(
    ("mutatie", "stuk"),
    [
        ({"soort": "terugstorting", "bedrag_cent": 1}, "Het tegoed is € 0,00"),
        ({"soort": "storno", "van": "weg"}, "bestaat niet"),
        ({"soort": "correctie", "van": "weg"}, "bestaat niet"),
        (
            {"soort": "draagkracht", "netto_inkomen_cent": 1, "norm_cent": 1},
            "pas als de lening renteloos is",
        ),
        (
            {"soort": "wettelijke_rente", "tot": "2026-08-01", "toerekenbaar": True},
            "wettelijke_rente is onbekend op 2026-05-31",
        ),
        ({"soort": "om_niet", "bedrag_cent": 1, "grondslag": "x"}, "voor 2020"),
        (
            {"soort": "omzetting", "jaarrente_procent": "8", "termijnen": 3, "methode": "lineair"},
            "Alleen een voorbereidingskrediet",
        ),
        ({"soort": "borgtocht", "hoofdsom_cent": 1, "toestemming": True}, "Alleen een borgtocht"),
        (
            {
                "soort": "rentekwijtschelding",
                "boekjaar_begin": "2026-01-01",
                "netto_inkomen_cent": 0,
                "jaarnorm_cent": 1,
                "bijstand_in_boekjaar": False,
                "vermogen_binnen_grens": True,
            },
            "boekjaren na dat van de aanvraag",
        ),
    ],
)
def test_wat_de_wet_verbiedt_wordt_geweigerd_met_een_reden(
    mutatie: dict[str, Any], stuk: str
) -> None:
    uit = antwoord("lening", lening(mutatie | {"boekdatum": "2026-05-31"}))
    assert stuk in uit["geweigerd"][0]["reden"]


@pytest.mark.parametrize(
    ("invoer", "zin"),
    [
        (
            lening({"soort": "toveren", "boekdatum": "2026-05-31"}),
            "'mutaties.0.soort' moet een van deze woorden zijn: 'betaling', 'ont",
        ),
        (lening({"soort": "betaling", "boekdatum": "2026-05-31", "bedrag_cent": 0}), "is te klein"),
        (lening(termijnen=None), "'termijnen' ontbreekt"),
        (lening(uitbetalingen=[{"datum": "2026-02-10", "bedrag_cent": 2400001}]), "samen meer dan"),
        (lening(regeling="tozo", product="borgtocht"), "altijd 'rentedragend'"),
        (lening(start="2026-01-01"), "voor de eerste uitbetaling"),
        (lening(toekenningsdatum="2005-02-10"), "rente_bbz_lening is onbekend op 2005-02-10"),
        (lening() | {"peildata": []}, "'peildata'"),
        (lening(VERJARING | {"id": "m2"}, VERJARING), "komt één keer voor"),
    ],
)
def test_een_lening_die_niet_kan(invoer: dict[str, Any], zin: str) -> None:
    assert zin in reken("lening", invoer, code=2).stderr


def test_de_bbz_val_van_vijf_procent_is_een_signaal() -> None:
    uit = antwoord("lening", lening(jaarrente_procent="5"))
    assert "De rente van 5 % is niet de 8 %" in uit["signalen"][0]["tekst"]


def test_een_tozolening_volgt_haar_tekst() -> None:
    uit = antwoord(
        "lening",
        {
            "leningen": [
                {"regeling": "tozo", "toekenningsdatum": "2020-04-15", "hoofdsom_cent": 1015700}
            ],
            "peildata": [
                {"geldig_op": "2022-08-01"},
                {"geldig_op": "2022-01-31", "bekend_op": "2021-12-01"},
            ],
        },
    )
    assert [een["uitgestelde_rente_cent"] for een in uit["saldi"]] == [13543, 13543]
    assert [een["leningen"][0]["einddatum"] for een in uit["saldi"]] == ["2026-04-30", "2025-04-30"]


def test_een_lening_voor_mensen_en_volgens_het_schema() -> None:
    assert "Geweigerd m2" in reken("lening", LENING, "--tekst").stdout
    schema = json.loads(reken("lening", "", "--json-schema").stdout)
    Draft202012Validator(schema["invoer"]).validate(LENING)
    Draft202012Validator(schema["uitvoer"]).validate(antwoord("lening", LENING))


def test_een_gemeente_rekent_met_haar_eigen_parameters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraag = VASTSTELLING | {"correctie_procent": None}
    assert (
        "inkomen_correctie_art_6_2 is onbekend voor boekjaar 2024"
        in reken("vaststelling", vraag, code=2).stderr
    )
    (tmp_path / "gemeente.toml").write_text(
        """[inkomen_correctie_art_6_2]
unit = "procent"
select_on = "boekjaar"
rows = [{ valid_from = 2024-01-01, valid_to = 2024-12-31, value = "20", source = "Stcrt. 2023, 1", confidence = "F" }]
""",
        "utf-8",
    )
    monkeypatch.setenv("DOORSTART_PARAMETERS", str(tmp_path))
    assert antwoord("vaststelling", vraag)["terug_cent"] == 164632
    tabel = RUNNER.invoke(
        parameters_app, ["toon", "--op", "2024-06-01", "--naam", "art_6_2"]
    ).stdout
    assert "Stcrt. 2023, 1" in tabel
    assert "niet te gebruiken" not in tabel


@pytest.mark.parametrize("som", sorted(GOED))
def test_een_som_laadt_alleen_wat_zij_nodig_heeft(som: str) -> None:
    """Who checks a sum waits for the sum, not for Kafka, PostgreSQL, names of a demo city or bank files."""
    vraag = (
        "import sys\nfrom deploy.local.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    )
    uit = subprocess.run(
        [sys.executable, "-c", vraag, "reken", som],
        input=json.dumps(GOED[som]),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    geladen = {naam.partition(".")[0] for naam in uit.stdout.rpartition("\n}\n")[2].split()}
    assert "pydantic" in geladen
    assert not geladen & {
        "aiokafka",
        "faust",
        "psycopg",
        "eventsourcing",
        "faker",
        "httpx",
        "rich",
        "lxml",
        "pyiso20022",
        "jgo",
        "fastapi",
    }


@pytest.mark.parametrize(
    ("som", "invoer", "afgeleid"),
    [
        ("lening", LENING, ["rente_bbz_lening = 8"]),
        (
            "lening",
            LENING | {"leningen": [LENING["leningen"][0] | {"jaarrente_procent": "8"}]},
            ["rente_bbz_lening = 8"],
        ),
        (
            "vaststelling",
            VASTSTELLING
            | {
                "boekjaar": 2025,
                "besluitdatum": "2026-06-01",
                "maanden": [],
                "correctie_procent": "20",
            },
            [
                "bijstandsnorm_alleenstaande = 1369.06",
                "levensonderhoud_evenredig_deel = jaarnorm",
                "vermogensgrens_bij_aandeeltoets = onder",
            ],
        ),
        ("schema", SCHEMA, []),
        (
            "rijk",
            {"jaren": [{"jaar": 2026, "cohort": "bbz_vanaf_2020", "baten_cent": 1}]},
            ["rijk_aandeel_baten_kapitaal_vanaf_2020 = 0"],
        ),
    ],
)
def test_een_afgeleide_parameter_staat_in_elke_uitkomst_die_haar_gebruikt(
    som: str, invoer: Any, afgeleid: list[str]
) -> None:
    gezegd = antwoord(som, invoer)["afgeleid"]
    assert [
        next((zin for zin in gezegd if zin.startswith(een)), een) for een in afgeleid
    ] == sorted(gezegd)
    assert all(zin.endswith("(afgeleid, geen bron noemt deze waarde)") for zin in gezegd)
    tekst = reken(som, invoer, "--tekst").stdout
    assert all(f"Let op: {zin}." in tekst for zin in gezegd)
    assert antwoord(som, [invoer, invoer])[1]["afgeleid"] == gezegd
