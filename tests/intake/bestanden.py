"""Small real files of each kind that intake takes in."""

import struct
import zipfile
import zlib
from io import BytesIO

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def gepakt(delen: dict[str, bytes]) -> bytes:
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            gewoon = zipfile.ZIP_STORED if naam == "mimetype" else zipfile.ZIP_DEFLATED
            zip_.writestr(naam, inhoud, gewoon)
    return uit.getvalue()


def pdf(tekst: str = "Jaarcijfers") -> bytes:
    """One page with one line, with a table of places that is true."""
    stroom = f"BT /F1 24 Tf 72 720 Td ({tekst}) Tj ET".encode()
    delen = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stroom), stroom),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    uit, plaatsen = b"%PDF-1.7\n", []
    for nummer, deel in enumerate(delen, 1):
        plaatsen.append(len(uit))
        uit += b"%d 0 obj\n%s\nendobj\n" % (nummer, deel)
    tabel = b"".join(b"%010d 00000 n \n" % plaats for plaats in plaatsen)
    return (
        uit
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            tabel,
            len(uit),
        )
    )


def _deel(naam: bytes, inhoud: bytes) -> bytes:
    return (
        struct.pack(">I", len(inhoud))
        + naam
        + inhoud
        + struct.pack(">I", zlib.crc32(naam + inhoud))
    )


PDF = pdf()
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _deel(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _deel(b"IDAT", zlib.compress(b"\0\0"))
    + _deel(b"IEND", b"")
)
JPEG = (
    bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
    + b"\xff\xdb"
    + b"\0" * 67
    + b"\xff\xd9"
)
DOCX = gepakt(
    {
        "[Content_Types].xml": b'<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.wordprocessingml.document.main+xml"/></Types>',
        "word/document.xml": b"<w:document/>",
    }
)
XLSX = gepakt(
    {
        "[Content_Types].xml": b'<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.spreadsheetml.sheet.main+xml"/></Types>',
        "xl/workbook.xml": b"<workbook/>",
    }
)
ODS = gepakt(
    {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"}
)
