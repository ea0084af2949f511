"""Files as people make them: each is read as it was meant, or refused with the cause; a bad line stops no other."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.adapters.importregels import examine, regels
from services.intake.adapters.importvorm import BestandOnleesbaar

KOP = "gemeente;kanaal;groep;hulpvraag;bsn;naam;straat;huisnummer;postcode;plaats"
REGEL = (
    "GM9901;balie;starter;bedrijf_starten|schulden;999990019;Noor Öztürk;Dijk;2;1234 AB;Doorstad"
)
TEKST = f"{KOP}\n{REGEL}\n"


def read(content: bytes, *, is_csv: bool = True) -> list[tuple[int, object]]:
    vorm, _ = examine(content, is_csv=is_csv)
    return list(regels(vorm, [content[start : start + 7] for start in range(0, len(content), 7)]))


GELEZEN: dict[str, bytes] = {
    "UTF-8": TEKST.encode(),
    "UTF-8 with a mark": TEKST.encode("utf-8-sig"),
    "UTF-16, little end first": b"\xff\xfe" + TEKST.encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + TEKST.encode("utf-16-be"),
    "Windows-1252": TEKST.encode("cp1252"),
    "commas": TEKST.replace(";", ",").encode(),
    "tabs": TEKST.replace(";", "\t").encode(),
    "CRLF": TEKST.replace("\n", "\r\n").encode(),
    "CR only": TEKST.replace("\n", "\r").encode(),
    "no end of line": TEKST.strip().encode(),
    "sep=;": f"sep=;\n{TEKST}".encode(),
    "SEP=, in quotes": f'"SEP=,"\r\n{TEKST.replace(";", ",")}'.encode(),
    "a mark and sep=": f"sep=;\r\n{TEKST}".encode("utf-8-sig"),
    "empty lines and columns behind": f"{KOP};;\n{REGEL};;\n;;;;;;;;;;;\n\n  ;\n".encode(),
    "empty lines in front": f"\n;;;\n{TEKST}".encode(),
    "everything in quotes": "".join(
        ";".join(f'"{cell}"' for cell in line.split(";")) + "\n" for line in TEKST.splitlines()
    ).encode(),
    "another case and spaces": TEKST.replace("huisnummer", " Huis-nummer ")
    .replace("naam", "NAAM")
    .replace("bsn", "B.S.N.")
    .encode(),
    "spaces around values": TEKST.replace(";", " ; ").encode(),
    "capitals in codes": TEKST.replace("balie", "Balie")
    .replace("bedrijf_starten", "Bedrijf starten")
    .encode(),
    "our own columns": f"regel;reden;{KOP}\n12;naam: fout;{REGEL}\n".encode(),
}


@pytest.mark.parametrize("name", GELEZEN)
def test_a_file_is_read_as_it_was_meant(name: str) -> None:
    ((_, line),) = read(GELEZEN[name])
    assert isinstance(line, dict), line
    assert line["naam"] == "Noor Öztürk"
    assert line["hulpvraag"] == ["bedrijf_starten", "schulden"]
    assert (line["kanaal"], line["bsn"], line["plaats"]) == ("balie", "999990019", "Doorstad")


GEWEIGERD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "leeg"),
    "only a mark and spaces": (b"\xef\xbb\xbf \r\n\r\n", "leeg"),
    "only a header": (f"{KOP}\n".encode(), "geen aanmeldingen"),
    "only a header and empty lines": (f"{KOP}\n;;;\n\n".encode(), "geen aanmeldingen"),
    "no header": (f"{REGEL}\n{REGEL}\n".encode(), "noemt de kolommen niet"),
    "a column twice": (
        f"{KOP};plaats\n{REGEL};Elders\n".encode(),
        "kolom plaats staat er meer dan een keer",
    ),
    "a column twice, written otherwise": (
        f"{KOP};Post-code\n{REGEL};1\n".encode(),
        "kolom postcode",
    ),
    "an unknown column": (
        f"{KOP};schoenmaat\n{REGEL};43\n".encode(),
        "kennen wij niet: schoenmaat",
    ),
    "a missing column": (
        TEKST.replace(";plaats", "").replace(";Doorstad", "").encode(),
        "ontbreken: plaats",
    ),
    "a workbook": (b"PK\x03\x04" + b"\x00" * 40, "Excel"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 40, "Excel"),
    "a PDF": (b"%PDF-1.7 ...", "PDF"),
    "gzip": (b"\x1f\x8b\x08\x00", "ingepakt"),
    "UTF-16 without a mark": (TEKST.encode("utf-16-le"), "UTF-8"),
    "UTF-32": (TEKST.encode("utf-32"), "UTF-8"),
    "half a sign of UTF-16": (b"\xff\xfe" + TEKST.encode("utf-16-le")[:-1], "accenten"),
    "DOS": (TEKST.encode("cp850"), "accenten"),
    "Mac": (TEKST.encode("mac_roman"), "accenten"),
    "Mac, an apostrophe or an í": (
        TEKST.replace("Noor Öztürk", "Víctor").encode("mac_roman"),
        "accenten",
    ),
    "two character sets in one": (TEKST.encode() + TEKST.encode("cp850"), "accenten"),
}


@pytest.mark.parametrize("name", GEWEIGERD)
def test_a_file_that_cannot_be_read_is_refused_with_the_cause(name: str) -> None:
    content, cause = GEWEIGERD[name]
    with pytest.raises(BestandOnleesbaar, match=cause):
        examine(content, is_csv=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"[",
        b"[1,]",
        b"[{} {}]",
        b"[{}] x",
        b"[" * 100_000,
        b'[{"a":',
        b'{"geen": "lijst"}',
    ],
)
def test_json_that_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(BestandOnleesbaar):
        examine(content, is_csv=False)


def test_json_is_read_one_by_one() -> None:
    assert read(b'\n [ {"a": 1} ,\n 7, {"b": [1, "]"]}] ', is_csv=False) == [
        (1, {"a": 1}),
        (2, "Dit is geen aanmelding met velden."),
        (3, {"b": [1, "]"]}),
    ]


KAPOT: dict[str, str] = {
    "a quote that never closes": 'GM9901;balie;"starter;x',
    "a quote inside quotes": REGEL.replace("Noor Öztürk", '"Noor "de Bakker" Öztürk"'),
    "too many values": f"{REGEL};nog een",
    "a very long line": "x" * 200_000,
}


@pytest.mark.parametrize("name", KAPOT)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_broken_line_is_told_by_its_number_and_the_others_go_in(name: str, end: str) -> None:
    found = read(end.join([KOP, REGEL, KAPOT[name], REGEL, "", REGEL, ""]).encode())
    good = [number for number, line in found if isinstance(line, dict)]
    bad = [number for number, line in found if isinstance(line, str)]
    assert (good, bad) == ([2, 4, 6], [3])


def test_a_line_end_between_quotes_belongs_to_the_value_and_lines_keep_their_numbers() -> None:
    long = REGEL.replace("Noor Öztürk", '"Noor\nÖztürk"')
    found = read(f"{KOP}\n{long}\n{REGEL}\n".encode())
    assert [(number, line["naam"]) for number, line in found if isinstance(line, dict)] == [
        (2, "Noor\nÖztürk"),
        (4, "Noor Öztürk"),
    ]


@settings(max_examples=60)
@given(
    lines=st.lists(
        st.sampled_from(
            [
                REGEL,
                ";;;",
                "",
                KAPOT["too many values"],
                'x;"y',
                '"',
                'a"b;c',
                f'"{REGEL}"'.replace(";", '";"'),
            ]
        ),
        min_size=1,
        max_size=12,
    ),
    encode=st.sampled_from([str.encode, lambda text: text.encode("utf-16")]),
)
def test_whatever_is_broken_every_good_line_is_read_once_in_its_place(
    lines: list[str], encode: Callable[[str], bytes]
) -> None:
    found = read(encode("\n".join([KOP, *lines, REGEL])))
    numbers = [number for number, _ in found]
    assert numbers == sorted(set(numbers))
    plain = {number for number, line in enumerate([*lines, REGEL], 2) if line == REGEL}
    assert plain <= set(numbers) or '"' in "".join(lines)
    if not any(line in ('"', 'x;"y') for line in lines):
        assert plain <= {number for number, line in found if isinstance(line, dict)}
