"""camt.053 versions 02 and 08, read without DTD, entities or network; amounts exact; refused as a whole with the reason."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree
from pyiso20022.camt import camt_053_001_02, camt_053_001_08
from xsdata.exceptions import ConverterWarning, ParserError
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler

from services.ledger.adapters.bank.retourcodes import SUBFAMILIES, in_text, is_own_code
from services.ledger.domain.bank.afschrift import (
    Afschrift,
    AfschriftKloptNiet,
    Bankregel,
    bijgeschreven_op,
    controleer,
)
from services.ledger.domain.bank.rekeningenlijst import kaal
from shared.money import cent_uit_decimaal

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
VERSIONS: dict[str, Any] = {"02": camt_053_001_02.Document, "08": camt_053_001_08.Document}
CONFIG = ParserConfig(fail_on_unknown_properties=False, fail_on_converter_warnings=True)


def read(content: bytes) -> tuple[str, tuple[Afschrift, ...]]:
    """Version and statements of a bank file, checked; raises AfschriftKloptNiet with a Dutch sentence."""
    root = _tree(content)
    version = etree.QName(root).namespace or ""
    document = (
        VERSIONS.get(version.removeprefix(NAMESPACE)) if version.startswith(NAMESPACE) else None
    )
    if document is None:
        raise AfschriftKloptNiet(
            "Dit is geen camt.053 van versie 02 of 08. Andere versies nemen wij niet aan."
        )
    try:
        parsed = XmlParser(config=CONFIG, handler=LxmlEventHandler).parse(root, document)
        statements = parsed.bk_to_cstmr_stmt.stmt
    except (
        ParserError,
        ConverterWarning,
        TypeError,
        ValueError,
        ArithmeticError,
        AttributeError,
    ) as error:
        raise AfschriftKloptNiet(
            "Het bestand mist verplichte gegevens, of er staan waarden in die daar niet mogen staan."
        ) from error
    if not statements:
        raise AfschriftKloptNiet("In dit bestand staat geen enkel afschrift.")
    afschriften = tuple(_statement(statement) for statement in statements)
    for afschrift in afschriften:
        controleer(afschrift)
    return version.removeprefix("urn:iso:std:iso:20022:tech:xsd:"), afschriften


def _tree(content: bytes) -> etree._Element:
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise AfschriftKloptNiet(
            "Dit bestand is geen camt.053 en geen MT940. Vraag uw bank om camt.053 (versie 08)."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise AfschriftKloptNiet("De XML is beschadigd of afgebroken.") from error
    if root.getroottree().docinfo.doctype:
        raise AfschriftKloptNiet(
            "Het bestand bevat een DTD. Bankbestanden met een DTD of met verwijzingen nemen wij niet aan."
        )
    return root


def _statement(statement: Any) -> Afschrift:
    begin, end = (_balance(statement, codes) for codes in (("OPBD", "PRCD"), ("CLBD",)))
    beginsaldo, eindsaldo, iban = _signed(begin), _signed(end), statement.acct.id.iban
    if not iban:
        raise AfschriftKloptNiet(f"Bij afschrift {statement.id} staat geen IBAN van de rekening.")
    entries = [entry for entry in statement.ntry if _status(entry) == "BOOK"]
    regels = tuple(
        regel
        for number, entry in enumerate(entries, 1)
        for regel in _lines(statement.id, number, entry)
    )
    return Afschrift(
        naam=statement.id,
        iban=kaal(iban),
        nummer=_number(statement.elctrnc_seq_nb),
        dag=_day(end.dt),
        beginsaldo_cent=beginsaldo,
        eindsaldo_cent=eindsaldo,
        regels=regels,
    )


def _number(value: Any) -> int | None:
    """A bank that does not count writes nothing, or zero."""
    return int(value) or None if value is not None else None


def _balance(statement: Any, codes: tuple[str, ...]) -> Any:
    found = {_code(balance.tp.cd_or_prtry.cd): balance for balance in statement.bal}
    for code in codes:
        if code in found:
            return found[code]
    raise AfschriftKloptNiet(
        f"Bij afschrift {statement.id} ontbreekt het {'eindsaldo' if 'CLBD' in codes else 'beginsaldo'}."
    )


def _lines(statement_id: str, number: int, entry: Any) -> Iterator[Bankregel]:
    """An entry with the amounts of all its parts becomes a line for each part (SEPA batch), otherwise one line."""
    sign, total = _sign(entry), _cents(entry.amt)
    parts = [part for details in entry.ntry_dtls for part in details.tx_dtls]
    amounts = [_part_amount(part, sign) for part in parts]
    common: dict[str, Any] = {"post": number, **_days(entry, statement_id)}
    if (
        len(parts) > 1
        and None not in amounts
        and sum(amount or 0 for amount in amounts) == sign * total
    ):
        for place, (part, amount) in enumerate(zip(parts, amounts, strict=True), 1):
            yield Bankregel(
                deel=place,
                bedrag_cent=amount or 0,
                **common,
                **_return(entry, [part]),
                **_story(entry, part, sign),
            )
        return
    story = _story(entry, parts[0], sign) if len(parts) == 1 else _entry_story(entry)
    batches = any(
        details.btch and (details.btch.nb_of_txs or "1") != "1" for details in entry.ntry_dtls
    )
    yield Bankregel(
        deel=1,
        bedrag_cent=sign * total,
        is_ongesplitst=len(parts) > 1 or batches,
        **common,
        **_return(entry, parts),
        **story,
    )


def _days(entry: Any, statement_id: str) -> dict[str, Any]:
    """The day the bank booked it, and the day on which our account was credited."""
    booked, value = (
        _day(moment, statement_id) if moment else None for moment in (entry.bookg_dt, entry.val_dt)
    )
    day = bijgeschreven_op(booked, value)
    if day is None:
        raise AfschriftKloptNiet(f"Bij een regel van afschrift {statement_id} ontbreekt de datum.")
    return {"dag": day, "boekdag": booked or day}


def _return(entry: Any, parts: Sequence[Any]) -> dict[str, Any]:
    """Money that came back: the bank says so with an indicator, with return information, with its code, or in structured text."""
    told = [part.rtr_inf for part in parts if part.rtr_inf]
    codes = [
        code for item in (entry, *parts) if item.bk_tx_cd for code in _is_return_code(item.bk_tx_cd)
    ]
    texts = [entry.addtl_ntry_inf or "", *(part.addtl_tx_inf or "" for part in parts)]
    texts += [text for part in parts if part.rmt_inf for text in part.rmt_inf.ustrd]
    marks = [in_text(text) for text in texts]
    reasons = [_code(item.rsn.cd or item.rsn.prtry) for item in told if item.rsn] + [
        reason for _, reason in marks
    ]
    return {
        "is_terugboeking": bool(
            entry.rvsl_ind or told or any(codes) or any(found for found, _ in marks)
        ),
        "redencode": next((reason for reason in reasons if reason), ""),
    }


def _is_return_code(code: Any) -> Iterator[bool]:
    if code.domn and code.domn.fmly:
        yield _code(code.domn.fmly.sub_fmly_cd) in SUBFAMILIES
    if code.prtry:
        yield is_own_code(code.prtry.cd or "", code.prtry.issr or "")


def _part_amount(part: Any, sign: int) -> int | None:
    """Cents with their sign; a part may go the other way than its entry."""
    own = getattr(part, "amt", None)
    inside = part.amt_dtls.tx_amt.amt if part.amt_dtls and part.amt_dtls.tx_amt else None
    amount = own if own is not None else inside
    side = getattr(part, "cdt_dbt_ind", None)
    return (
        None
        if amount is None or amount.ccy != "EUR"
        else _cents(amount) * (_sign(part) if side else sign)
    )


def _story(entry: Any, part: Any, sign: int) -> dict[str, Any]:
    """What the line says and who paid: for the page of the queue, never stored outside the sealed file."""
    remittance, parties, refs = part.rmt_inf, part.rltd_pties, part.refs
    references = (
        [item.cdtr_ref_inf.ref for item in remittance.strd if item.cdtr_ref_inf]
        if remittance
        else []
    )
    party = (parties.dbtr if sign > 0 else parties.cdtr) if parties else None
    account = (parties.dbtr_acct if sign > 0 else parties.cdtr_acct) if parties else None
    return _entry_story(entry) | {
        "kenmerken": tuple(reference for reference in references if reference),
        "omschrijving": " ".join(" ".join(remittance.ustrd).split()) if remittance else "",
        "eindreferentie": (refs.end_to_end_id or "") if refs else "",
        "naam": getattr(getattr(party, "pty", party), "nm", None) or "",
        "tegenrekening": (account.id.iban if account and account.id else None) or "",
    }


def _entry_story(entry: Any) -> dict[str, Any]:
    return {"omschrijving": entry.addtl_ntry_inf or "", "bankreferentie": entry.acct_svcr_ref or ""}


def _sign(item: Any) -> int:
    return 1 if item.cdt_dbt_ind.value == "CRDT" else -1


def _cents(amount: Any) -> int:
    """Exact cents of an amount in EUR that is not negative."""
    value: Decimal = amount.value
    if amount.ccy != "EUR":
        raise AfschriftKloptNiet(
            f"Er staat een bedrag in {amount.ccy} in het bestand. Wij nemen alleen euro's aan."
        )
    if not value.is_finite() or value < 0:
        raise AfschriftKloptNiet(
            "Er staat een negatief bedrag in het bestand. Een apart veld zegt of het erbij of eraf ging."
        )
    try:
        return cent_uit_decimaal(f"{value.normalize():f}")
    except ValueError as error:
        raise AfschriftKloptNiet(
            "Er staat een bedrag met meer dan twee decimalen in het bestand."
        ) from error


def _signed(balance: Any) -> int:
    return _cents(balance.amt) * _sign(balance)


def _status(entry: Any) -> str:
    return _code(getattr(entry.sts, "cd", entry.sts))


def _code(value: Any) -> str:
    return str(getattr(value, "value", value) or "")


def _day(moment: Any, where: str = "") -> date:
    """The day of a date or of a moment as the bank wrote it."""
    given = (moment.dt or moment.dt_tm) if moment else None
    if given is None:
        raise AfschriftKloptNiet(
            f"Bij een regel of saldo van afschrift {where} ontbreekt de datum.".replace("  ", " ")
        )
    return date(given.year, given.month, given.day)
