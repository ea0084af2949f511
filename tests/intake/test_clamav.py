"""The adapter against ClamAV itself, where clamd is on this machine (Debian: clamav-daemon); its one signature is written here."""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.intake.adapters.scanner import BestandIsBesmet, Clamd, Poort, ScannerAntwoordtNiet
from tests.intake.bestanden import EICAR, PDF

CLAMD = os.environ.get("DOORSTART_CLAMD") or shutil.which("clamd")


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Clamd]:
    if not CLAMD:
        pytest.skip("clamd is not on this machine")
    (tmp_path / "db").mkdir()
    merk = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (tmp_path / "db" / "eigen.hdb").write_text(f"{merk}:{len(EICAR)}:Eicar-Test\n")
    plek = tmp_path / "s"
    (tmp_path / "clamd.conf").write_text(
        f"DatabaseDirectory {tmp_path}/db\nLocalSocket {plek}\nForeground yes\nStreamMaxLength 30M\n"
    )
    with subprocess.Popen([CLAMD, "-c", str(tmp_path / "clamd.conf")]) as process:
        try:
            scanner = Clamd(f"unix:{plek}")
            for _ in range(600):
                try:
                    scanner.oordeel(b"wakker?")
                    break
                except ScannerAntwoordtNiet:
                    time.sleep(0.1)
            yield scanner
        finally:
            process.terminate()


def test_clamav_finds_what_is_there_and_nothing_else(clamd: Clamd) -> None:
    assert clamd.oordeel(PDF) == "schoon"
    assert clamd.oordeel(b"x" * (12 * 2**20)) == "schoon"
    assert clamd.oordeel(EICAR) == "besmet"
    with pytest.raises(BestandIsBesmet):
        Poort(clamd).keur(EICAR)


def test_a_scanner_that_is_not_there_leaves_a_file_unseen(tmp_path: Path) -> None:
    assert Poort(Clamd(f"unix:{tmp_path}/niets")).keur(PDF) == "niet_gescand"
    assert Poort(Clamd("127.0.0.1:1")).keur(PDF) == "niet_gescand"
