"""`doorstart reken` for whoever means no good: an answer, or exit 2 and a Dutch sentence; never a stack trace."""

import json
import os
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from deploy.local.commands.parameters import app as parameters_app
from services.ledger.entrypoints.reken import app
from shared.recht.reken import lezen
from tests.recht.test_reken import GOED, LENING

RUNNER = CliRunner()
SOMMEN = GOED | {"lening": LENING}
VREEMD: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    10**19,
    -(10**19),
    "",
    "x",
    "8",
    "-8",
    "1e9",
    "1e99",
    "NaN",
    "Infinity",
    "8,5",
    " 8",
    "1_0",
    "٨",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-1-1",
    "20260101",
    "2026-03-01T00:00:00",
    "1772323200",
    1772323200,
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    "\u0000",
    "x" * 5000,
]


def plekken(waarde: Any, pad: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    stukken = (
        waarde.items()
        if isinstance(waarde, dict)
        else enumerate(waarde)
        if isinstance(waarde, list)
        else ()
    )
    return [pad, *(plek for naam, deel in stukken for plek in plekken(deel, (*pad, naam)))]


def met(waarde: Any, pad: tuple[Any, ...], nieuw: Any) -> Any:
    if not pad:
        return nieuw
    kopie = deepcopy(waarde)
    *weg, laatste = pad
    deel = kopie
    for stap in weg:
        deel = deel[stap]
    deel[laatste] = nieuw
    return kopie


def roep(som: str, tekst: str | bytes, *opties: str) -> Any:
    uit = RUNNER.invoke(app, [som, *opties], input=tekst)
    assert uit.exception is None or isinstance(uit.exception, SystemExit), uit.exception
    assert uit.exit_code in (0, 1, 2)
    if uit.exit_code == 2:
        assert uit.stdout == ""
        assert uit.stderr.startswith("Niet gelukt")
        assert not re.search(
            r"Traceback|pydantic|datetime\.|Input should|validation error", uit.stderr
        ), uit.stderr
    return uit


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_een_vreemde_waarde_op_elke_plek(data: st.DataObject) -> None:
    som = data.draw(st.sampled_from(sorted(SOMMEN)))
    pad = data.draw(st.sampled_from(plekken(SOMMEN[som])))
    nieuw = data.draw(st.one_of(st.sampled_from(VREEMD), st.integers(), st.text(max_size=8)))
    roep(
        som,
        json.dumps(met(SOMMEN[som], pad, nieuw)),
        *data.draw(st.sampled_from(((), ("--tekst",)))),
    )


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(SOMMEN)), st.binary(max_size=200))
def test_willekeurige_bytes(som: str, ruw: bytes) -> None:
    assert roep(som, ruw).exit_code == 2 or ruw.strip() == b"[]"


@pytest.mark.parametrize("som", sorted(SOMMEN))
def test_elk_veld_met_een_tikfout_wordt_geweigerd(som: str) -> None:
    objecten = [pad for pad in plekken(SOMMEN[som]) if isinstance(deel_van(SOMMEN[som], pad), dict)]
    for pad in objecten:
        invoer = met(SOMMEN[som], pad, deel_van(SOMMEN[som], pad) | {"tikfout_cent": 1})
        assert "tikfout_cent' is geen bekend veld" in roep(som, json.dumps(invoer)).stderr


def deel_van(waarde: Any, pad: tuple[Any, ...]) -> Any:
    for stap in pad:
        waarde = waarde[stap]
    return waarde


DAGEN = json.dumps(GOED["dagen"])


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        (" \n\t", "De invoer is leeg"),
        (DAGEN[:-1], "kijk bij regel 1, teken"),
        (DAGEN + DAGEN, "geen geldige JSON"),
        (DAGEN.replace('"tot"', '"van"'), "'van' staat er twee keer in"),
        ('{"van": NaN}', "NaN is geen getal"),
        ('{"van": -Infinity}', "-Infinity is geen getal"),
        ("[" * 100_000, "te veel haken in elkaar"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "te veel haken in elkaar"),
        ('{"van": ' + "9" * 5_000 + "}", "geen geldige JSON"),
        (b"\xff\xfe{\x00}\x00", "geen UTF-8-tekst"),
        ('{"van": "\\ud800"}', "geen geldige JSON"),
        ('"tekst"', "De invoer moet een JSON-object zijn"),
    ],
)
def test_kapotte_json(tekst: str | bytes, zin: str) -> None:
    assert zin in roep("dagen", tekst).stderr


@pytest.mark.parametrize(
    ("som", "pad", "waarde", "zin"),
    [
        ("schema", ("jaarrente_procent",), "-1", "niet negatief en met een punt"),
        ("schema", ("jaarrente_procent",), "8,5", "met een punt, zoals"),
        (
            "schema",
            ("jaarrente_procent",),
            "1001",
            "'jaarrente_procent' is te groot: het meeste is 1000.",
        ),
        (
            "schema",
            ("hoofdsom_cent",),
            10**18 + 1,
            "is te groot: het meeste is 1000000000000000000",
        ),
        ("schema", ("hoofdsom_cent",), int("9" * 4_000), "'hoofdsom_cent'"),
        ("dagen", ("van",), "2026-02-30", "moet een bestaande datum zijn; 2026-02-30 is dat niet"),
        (
            "vaststelling",
            ("maanden", 0, "maand"),
            1704067200,
            "'maanden.0.maand' moet een maand zijn, zoals 2024-01",
        ),
        ("vaststelling", ("maanden", 0, "maand"), "2024-01-17", "moet een maand zijn"),
        ("vaststelling", ("maanden",), {}, "'maanden' moet een lijst zijn"),
        ("vaststelling", ("terugvorderen",), "ja", "'terugvorderen' moet true of false zijn"),
        ("vaststelling", ("vermogenstoets", "bron"), "", "mag niet leeg zijn"),
        ("vaststelling", ("vermogenstoets",), 3, "'vermogenstoets' moet een JSON-object zijn"),
        ("lening", ("leningen", 0, "lening_id"), 3, "'leningen.0.lening_id' moet tekst zijn"),
        ("lening", ("mutaties", 0), {}, "'mutaties.0.soort' ontbreekt"),
        (
            "lening",
            ("peildata", 0, "geldig_op"),
            "9999-12-31",
            "moet in de jaren 1990 tot en met 2200 liggen",
        ),
    ],
)
def test_een_verkeerde_waarde_zegt_wat_wel_mag(
    som: str, pad: tuple[Any, ...], waarde: Any, zin: str
) -> None:
    assert zin in roep(som, json.dumps(met(SOMMEN[som], pad, waarde))).stderr


@pytest.mark.parametrize(
    "rente", ["0", "0.0", "8", "2.5", "3.14159265358979", "0.0000000001", "1e-7", "1E2", "1000"]
)
def test_een_rente_met_veel_of_weinig_cijfers(rente: str) -> None:
    assert (
        roep("schema", json.dumps(met(GOED["schema"], ("jaarrente_procent",), rente))).exit_code
        == 0
    )


def test_veel_fouten_noemen_de_eerste_vijf() -> None:
    assert (
        roep("schema", json.dumps({str(nummer): 1 for nummer in range(9)})).stderr.count(
            "is geen bekend veld"
        )
        <= 5
    )
    assert (
        "En nog 8 andere"
        in roep("schema", json.dumps({str(nummer): 1 for nummer in range(9)})).stderr
    )


def test_een_te_groot_bestand_en_een_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is een map en geen bestand" in roep("dagen", "", str(tmp_path)).stderr
    monkeypatch.setattr(lezen, "MAX_BYTES", len(DAGEN))
    assert roep("dagen", DAGEN).exit_code == 0
    assert "De invoer is te groot" in roep("dagen", DAGEN + " ").stderr
    (tmp_path / "groot.json").write_text(DAGEN + " ", "utf-8")
    assert "De invoer is te groot" in roep("dagen", "", str(tmp_path / "groot.json")).stderr


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        (["dagn"], "'dagn' bestaat niet, kies uit schema, dagen"),
        (["--foo"], "'--foo' past hier niet"),
        (["dagen", "--foo"], "'--foo' past hier niet"),
        (["dagen", "--tekst=3"], "'--tekst' past hier niet"),
        (["dagen", "een.json", "twee.json"], "te veel of te weinig"),
    ],
)
def test_een_verkeerde_opdracht_krijgt_een_zin(argumenten: list[str], zin: str) -> None:
    uit = RUNNER.invoke(app, argumenten)
    assert (uit.exit_code, uit.stdout) == (2, "")
    assert zin in uit.stderr
    assert "--help' hoe het kan." in uit.stderr


def test_zonder_som_komt_de_hulp() -> None:
    uit = RUNNER.invoke(app, [])
    assert uit.exit_code == 2
    assert uit.stdout.startswith("Voorbeeld: ")


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        (["toon"], "--op vraagt een dag"),
        (["toon", "--op", "gisteren"], "--op vraagt een dag, zoals --op 2026-07-01"),
        (["toon", "--op", "2026-07-01", "--bekend-op", "2026"], "--bekend-op vraagt een dag"),
        (["toon", "--op", "2026-07-01", "--naam", "xyz"], "geen parameter heeft 'xyz' in de naam"),
        (["tonen"], "'tonen' bestaat niet, kies uit toon"),
    ],
)
def test_parameters_met_een_verkeerde_opdracht(argumenten: list[str], zin: str) -> None:
    uit = RUNNER.invoke(parameters_app, argumenten)
    assert (uit.exit_code, uit.stdout) == (2, "")
    assert zin in uit.stderr


def proces(opdracht: str, invoer: str = "", **omgeving: str) -> subprocess.CompletedProcess[str]:
    """The same in a shell, where standard input and output can be closed or full."""
    in_python = opdracht.replace(
        "doorstart reken", f"{sys.executable} -m services.ledger.entrypoints.reken"
    )
    return subprocess.run(
        [
            "/bin/bash",
            "-c",
            in_python.replace("doorstart p", f"{sys.executable} -m deploy.local.cli p"),
        ],
        input=invoer,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | omgeving,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("opdracht", "omgeving", "zin"),
    [
        ("doorstart reken dagen <&-", {}, "De invoer is leeg"),
        ("doorstart reken dagen > /dev/full", {}, "De uitkomst kan niet geschreven worden"),
        (
            "doorstart reken dagen",
            {"DOORSTART_PARAMETERS": "/bestaat-niet"},
            "De parameters kloppen niet",
        ),
        (
            "doorstart parameters toon --op 2026-07-01",
            {"DOORSTART_PARAMETERS": "/bestaat-niet"},
            "de parameters kloppen niet",
        ),
    ],
)
def test_een_kapotte_omgeving_geeft_een_zin(
    opdracht: str, omgeving: dict[str, str], zin: str
) -> None:
    uit = proces(opdracht, DAGEN, **omgeving)
    assert (uit.returncode, uit.stdout) == (2, "")
    assert zin in uit.stderr
    assert "Traceback" not in uit.stderr
    assert "Exception ignored" not in uit.stderr


def test_een_scherm_zonder_euroteken() -> None:
    uit = proces(
        "doorstart reken schema --tekst", json.dumps(GOED["schema"]), PYTHONIOENCODING="ascii"
    )
    assert uit.returncode == 0
    assert "€ 608,41" in uit.stdout


@pytest.mark.parametrize("som", ["", *sorted(SOMMEN)])
def test_het_voorbeeld_uit_de_hulp_werkt_zoals_het_er_staat(som: str) -> None:
    hulp = RUNNER.invoke(app, [*([som] if som else []), "--help"]).stdout
    voorbeeld = hulp.splitlines()[0].removeprefix("Voorbeeld: ")
    uit = proces(voorbeeld)
    assert (uit.returncode, uit.stderr) == (0, "")
    assert uit.stdout.strip()
