"""What kind of file is this? By its content and its name together; whatever is two things at once, or can run, is refused.

An own table of six kinds, because a library that guesses answers what a file looks like most, and the question here is what it may not be.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from unicodedata import category, normalize

from services.intake.domain.stukken.begrippen import Bestandssoort

LANGSTE_NAAM = 120
# Office files are zips: more than this unpacks to no paper of an entrepreneur.
MEESTE_DELEN, GROOTST_UITGEPAKT, STERKST_GEPERST = 2_000, 200 * 2**20, 200
_KORT = 1024 * 1024
_MERK = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_PROGRAMMA = re.compile(
    r"vbaproject|macros?/|^basic/|^scripts/|activex|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|scr|com)$"
)
_WEB = re.compile(rb"<\s*(!doctype|html|script|svg|iframe)", re.IGNORECASE)

EXTENSIES: dict[str, Bestandssoort] = {
    "pdf": "pdf",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "png": "png",
    "docx": "docx",
    "xlsx": "xlsx",
    "ods": "ods",
}
MEDIATYPEN: dict[Bestandssoort, str] = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
SOORTEN = "PDF, JPG, PNG, Word (docx), Excel (xlsx) of ODS"


class BestandNemenWijNietAan(Exception):
    """Why this file is not taken in, in a Dutch sentence."""


@dataclass(frozen=True)
class Herkend:
    """A file that may be kept: its name without a path, and its kind."""

    naam: str
    soort: Bestandssoort


def herken(naam: str, inhoud: bytes) -> Herkend:
    """Raises BestandNemenWijNietAan."""
    naam = veilige_naam(naam)
    if not inhoud:
        raise BestandNemenWijNietAan("Dit bestand is leeg. Kies het opnieuw.")
    volgens_naam = EXTENSIES.get(naam.rpartition(".")[2].lower())
    if volgens_naam is None:
        raise BestandNemenWijNietAan(f"Dit soort bestand nemen wij niet aan. Stuur {SOORTEN}.")
    if not _BEGIN[volgens_naam](inhoud):
        raise BestandNemenWijNietAan(
            "De inhoud van dit bestand past niet bij de naam. Sla het opnieuw op als PDF en stuur dat."
        )
    if volgens_naam != "pdf" and b"%PDF-" in inhoud[:1024]:
        raise _meer_dan_een()
    if _WEB.search(inhoud[:1024]) and volgens_naam in ("pdf", "jpeg", "png"):
        raise _meer_dan_een()
    if volgens_naam in ("docx", "xlsx", "ods"):
        _keur_zip(inhoud, volgens_naam)
    elif zipfile.is_zipfile(BytesIO(inhoud)):
        raise _meer_dan_een()
    if volgens_naam == "pdf" and re.search(rb"/Encrypt\b", inhoud[-65536:]):
        raise BestandNemenWijNietAan(
            "Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord en stuur dat."
        )
    return Herkend(naam, volgens_naam)


def veilige_naam(naam: str) -> str:
    """Without the folders it came from, and without what turns or hides text. Raises BestandNemenWijNietAan where nothing is left."""
    kort = normalize("NFC", naam).replace("\\", "/").rpartition("/")[2]
    schoon = "".join(teken for teken in kort if category(teken)[0] != "C").strip(" .")
    schoon = " ".join(schoon.split())
    stam, punt, extensie = schoon.rpartition(".")
    if not punt or not stam.strip(" ."):
        raise BestandNemenWijNietAan(
            "De naam van dit bestand klopt niet. Geef het een gewone naam, zoals jaarcijfers.pdf."
        )
    return f"{stam[: LANGSTE_NAAM - len(extensie) - 1]}.{extensie}"[:LANGSTE_NAAM]


def _is_pdf(inhoud: bytes) -> bool:
    """From its first byte to its last: what stands before or behind it is something else."""
    einde = inhoud.rfind(b"%%EOF")
    return (
        re.match(rb"%PDF-[12]\.\d", inhoud) is not None
        and einde > 0
        and not inhoud[einde + 5 :].strip(b"\r\n\t \x00")
    )


def _is_jpeg(inhoud: bytes) -> bool:
    """Telephones put more behind the picture; so its end is looked for, not asked to be last."""
    return inhoud.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in inhoud[3:]


def _is_png(inhoud: bytes) -> bool:
    return (
        inhoud.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        and inhoud[-12:] == b"\x00\x00\x00\x00IEND\xaeB`\x82"
    )


def _is_zip(inhoud: bytes) -> bool:
    return inhoud.startswith(b"PK\x03\x04")


_BEGIN: dict[Bestandssoort, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "jpeg": _is_jpeg,
    "png": _is_png,
    "docx": _is_zip,
    "xlsx": _is_zip,
    "ods": _is_zip,
}


def _keur_zip(inhoud: bytes, soort: Bestandssoort) -> None:
    """Looks at the list of what is packed, and unpacks only the one small part that says what it is."""
    try:
        with zipfile.ZipFile(BytesIO(inhoud)) as gepakt:
            delen = gepakt.infolist()
            _keur_delen(delen, len(inhoud))
            if gepakt.comment or min(deel.header_offset for deel in delen) != 0:
                raise _meer_dan_een()
            wat = "mimetype" if soort == "ods" else "[Content_Types].xml"
            with gepakt.open(wat) as deel:
                gelezen = deel.read(_KORT)
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise BestandNemenWijNietAan(
            "Dit bestand is beschadigd of beveiligd. Sla het opnieuw op, zonder wachtwoord, en stuur dat."
        ) from error
    except ValueError as error:
        raise _meer_dan_een() from error
    klopt = gelezen.strip() == _ODS if soort == "ods" else _MERK[soort] in gelezen
    if not klopt:
        raise BestandNemenWijNietAan(
            "De inhoud van dit bestand past niet bij de naam, of er zitten macro's in. Sla het op als PDF en stuur dat."
        )


def _keur_delen(delen: list[zipfile.ZipInfo], grootte: int) -> None:
    uitgepakt = sum(deel.file_size for deel in delen)
    if (
        len(delen) > MEESTE_DELEN
        or uitgepakt > GROOTST_UITGEPAKT
        or uitgepakt > STERKST_GEPERST * grootte
        or not delen
    ):
        raise BestandNemenWijNietAan("Dit bestand pakt uit tot iets veel te groots. Stuur een PDF.")
    for deel in delen:
        naam = deel.filename.replace("\\", "/").lower()
        if deel.flag_bits & 0x1:
            raise BestandNemenWijNietAan(
                "Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord en stuur dat."
            )
        if naam.startswith("/") or ".." in naam.split("/") or _PROGRAMMA.search(naam):
            raise BestandNemenWijNietAan(
                "In dit bestand zitten macro's of programma's. Sla het op als PDF en stuur dat."
            )


def _meer_dan_een() -> BestandNemenWijNietAan:
    return BestandNemenWijNietAan(
        "In dit bestand zit nog iets anders verstopt. Sla het opnieuw op als PDF en stuur dat."
    )
