"""Wat voor bestand is dit? Echte bestanden van elke soort, en wat zich voordoet als een ander."""

import io
import struct
import zipfile
import zlib

import pytest

from services.intake.adapters.bestandsvorm import (
    LANGSTE_NAAM,
    BestandNemenWijNietAan,
    herken,
    veilige_naam,
)
from tests.intake.bestanden import DOCX, JPEG, ODS, PDF, PNG, XLSX, gepakt


@pytest.mark.parametrize(
    ("naam", "inhoud", "soort"),
    [
        ("jaarcijfers 2025.pdf", PDF, "pdf"),
        ("foto.JPG", JPEG, "jpeg"),
        ("foto.jpeg", JPEG + b"\x00motion photo", "jpeg"),
        ("scherm.png", PNG, "png"),
        ("plan.docx", DOCX, "docx"),
        ("begroting.xlsx", XLSX, "xlsx"),
        ("begroting.ods", ODS, "ods"),
    ],
)
def test_elke_soort_wordt_herkend(naam: str, inhoud: bytes, soort: str) -> None:
    assert herken(naam, inhoud).soort == soort
    assert herken(naam, inhoud).naam == naam


MACRO = gepakt({"[Content_Types].xml": b"vnd.ms-word.document.macroEnabled.main+xml"})
MET_VBA = gepakt(
    {
        "[Content_Types].xml": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "word/vbaProject.bin": b"x",
    }
)
UIT_DE_MAP = gepakt(
    {
        "[Content_Types].xml": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "../../etc/cron.d/x": b"x",
    }
)


def bom() -> bytes:
    """Ten kilobytes that say they unpack to thirty megabytes, as a real bomb does."""
    return gepakt(
        {
            "[Content_Types].xml": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "word/document.xml": b"\0" * (30 * 2**20),
        }
    )


def leugenaar() -> bytes:
    """A part that says it is small and unpacks to more: nothing but the list and one short part is ever unpacked."""
    inhoud = bytearray(bom())
    einde = inhoud.rfind(b"PK\x01\x02")
    inhoud[einde + 24 : einde + 28] = struct.pack("<I", 10)
    return bytes(inhoud)


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("leeg.pdf", b"", "leeg"),
        ("programma.exe", b"MZ", "Dit soort bestand"),
        ("zonder", PDF, "naam"),
        (".pdf", PDF, "naam"),
        ("plan.docx", PDF, "past niet bij de naam"),
        ("foto.pdf", JPEG, "past niet bij de naam"),
        ("foto.png", JPEG, "past niet bij de naam"),
        ("pagina.pdf", b"<html><script>alert(1)</script>", "past niet bij de naam"),
        ("polyglot.pdf", b"GIF89a" + PDF, "past niet bij de naam"),
        ("staart.pdf", PDF + DOCX, "past niet bij de naam"),
        ("midden.pdf", PDF[:-6] + DOCX + b"\n%%EOF\n", "verstopt"),
        ("kop.pdf", b"%PDF-1.7\n<script>x</script>\n%%EOF", "verstopt"),
        ("twee.jpg", JPEG[:20] + b"%PDF-1.7" + JPEG[20:], "verstopt"),
        ("zip.jpg", JPEG + DOCX, "verstopt"),
        ("staart.png", PNG + b"x", "past niet bij de naam"),
        ("slot.pdf", b"%PDF-1.7\ntrailer << /Encrypt 4 0 R >>\n%%EOF", "wachtwoord"),
        ("begroting.xlsx", DOCX, "past niet bij de naam"),
        ("macro.docx", MACRO, "macro"),
        ("macro.docx", MET_VBA, "macro"),
        ("pad.docx", UIT_DE_MAP, "macro's of programma's"),
        ("bom.docx", bom(), "veel te groots"),
        ("half.docx", DOCX[: len(DOCX) // 2], "beschadigd"),
        ("voor.docx", b"PK\x03\x04 iets ervoor" + DOCX, "verstopt"),
    ],
)
def test_wat_niet_klopt_wordt_geweigerd_met_een_zin(naam: str, inhoud: bytes, zin: str) -> None:
    with pytest.raises(BestandNemenWijNietAan, match=zin):
        herken(naam, inhoud)


def test_een_onderdeel_dat_over_zijn_grootte_liegt_wordt_niet_uitgepakt() -> None:
    assert herken("leugen.docx", leugenaar()).soort == "docx"


def test_een_beveiligde_zip_wordt_geweigerd() -> None:
    inhoud = bytearray(DOCX)
    for merk, plaats in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = inhoud.find(merk)
        inhoud[begin + plaats] |= 1
    with pytest.raises(BestandNemenWijNietAan, match="wachtwoord"):
        herken("slot.docx", bytes(inhoud))


@pytest.mark.parametrize(
    ("naam", "wordt"),
    [
        ("C:\\Users\\mij\\cijfers.pdf", "cijfers.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("gedraaid\u202efdp.exe.pdf", "gedraaidfdp.exe.pdf"),
        ("  twee   woorden .pdf", "twee woorden .pdf"),
        ("e\u0301e\u0301n.pdf", "één.pdf"),
        ("a" * 300 + ".pdf", "a" * (LANGSTE_NAAM - 4) + ".pdf"),
    ],
)
def test_een_naam_wordt_zonder_pad_en_zonder_verborgen_tekens_bewaard(
    naam: str, wordt: str
) -> None:
    assert veilige_naam(naam) == wordt


def test_de_voorbeelden_zijn_wat_zij_zeggen() -> None:
    assert zipfile.is_zipfile(io.BytesIO(DOCX))
    assert zlib.crc32(PNG[12:29]) == struct.unpack(">I", PNG[29:33])[0]
