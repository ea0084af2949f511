"""No sentence counts one thing as many, names a term that is none, or shows a passed last day as any day: in every text and page."""

import re
from pathlib import Path

import pytest

from shared.dates import MEERVOUD, geteld

ROOT = Path(__file__).parents[2]
WOORDEN = "|".join(MEERVOUD.values())
# A number that is filled in, followed by a plural: `geteld` gives the word that goes with it.
VAST = re.compile(rf"\{{[^{{}}]+\}} (?:{WOORDEN})\b|~ \" (?:{WOORDEN})\"")
# A last day that a page shows as any day: `ui.termijn` shows that it has passed.
LAATSTE_DAG = (
    r"(?:jaarstukken_tot|beslistermijn_tot|hersteltermijn_tot|stap_op|volgende\.op|taak\.termijn)"
)
GEWONE_DAG = re.compile(rf"ui\.datum\([a-z_.]*\b{LAATSTE_DAG}\)|\b{LAATSTE_DAG} \| datum")
GENOEG = {
    "deploy/klok/main.py",
    "deploy/local/commands/klok.py",
    "shared/recht/reken/dagen.py",
    "shared/web/dutch.py",
}
TEKSTEN = [
    pad.relative_to(ROOT).as_posix()
    for map in ("services", "shared", "deploy")
    for einde in ("py", "html", "typ")
    for pad in sorted((ROOT / map).rglob(f"*.{einde}"))
]


@pytest.mark.parametrize(
    ("aantal", "woord", "zin"),
    [(1, "termijn", "1 termijn"), (0, "dag", "0 dagen"), (2, "week", "2 weken")],
)
def test_een_is_enkelvoud(aantal: int, woord: str, zin: str) -> None:
    assert geteld(aantal, woord) == zin


def test_een_laatste_dag_die_voorbij_is_ziet_er_zo_uit() -> None:
    paginas = [pad for pad in TEKSTEN if pad.endswith(".html")]
    fout = {
        f"{pad}: {vast}" for pad in paginas for vast in GEWONE_DAG.findall((ROOT / pad).read_text())
    }
    assert not fout, "\n".join(sorted(fout))
    assert any("ui.termijn(" in (ROOT / pad).read_text() for pad in paginas)


def test_elk_aantal_in_een_tekst_krijgt_het_woord_dat_erbij_hoort() -> None:
    fout = {
        f"{pad}: {vast}"
        for pad in TEKSTEN
        if pad not in GENOEG
        for vast in VAST.findall((ROOT / pad).read_text())
    }
    assert not fout, "\n".join(sorted(fout))
