"""A bank file for the demo and for tests: one statement of one account in camt.053.001.08, as a bank would write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyiso20022.camt import camt_053_001_08 as camt
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDate, XmlDateTime

from deploy.local.city import REKENING

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


@dataclass(frozen=True)
class Storting:
    """One line: cents are negative for what goes off the account. With `gestructureerd` the reference stands in its own field."""

    kenmerk: str
    cent: int
    naam: str = "Rekeninghouder"
    tegenrekening: str = "NL20INGB0001234567"
    gestructureerd: bool = True
    is_terugboeking: bool = False


def bankbestand(
    dag: date,
    beginsaldo_cent: int,
    stortingen: Sequence[Storting],
    nummer: int,
    iban: str = REKENING,
) -> tuple[bytes, int]:
    """The file of one day, and the closing balance with which the next one begins. `nummer` counts the statements of the account."""
    eindsaldo_cent = beginsaldo_cent + sum(storting.cent for storting in stortingen)
    moment = XmlDateTime(dag.year, dag.month, dag.day, 22, 0, 0)
    statement = camt.AccountStatement9(
        id=f"{iban[-10:]}-{dag:%Y%m%d}",
        elctrnc_seq_nb=Decimal(nummer),
        cre_dt_tm=moment,
        acct=camt.CashAccount39(id=camt.AccountIdentification4Choice(iban=iban), ccy="EUR"),
        bal=[_balance("OPBD", beginsaldo_cent, dag), _balance("CLBD", eindsaldo_cent, dag)],
        ntry=[_entry(number, storting, dag) for number, storting in enumerate(stortingen, 1)],
    )
    header = camt.GroupHeader81(msg_id=f"{iban[-10:]}-{dag:%Y%m%d}-{nummer}", cre_dt_tm=moment)
    document = camt.Document(
        bk_to_cstmr_stmt=camt.BankToCustomerStatementV08(grp_hdr=header, stmt=[statement])
    )
    return XmlSerializer().render(document, ns_map={None: NAMESPACE}).encode(), eindsaldo_cent


def _balance(kind: str, cent: int, dag: date) -> camt.CashBalance8:
    return camt.CashBalance8(
        tp=camt.BalanceType13(cd_or_prtry=camt.BalanceType10Choice(cd=kind)),
        amt=_amount(cent),
        cdt_dbt_ind=_side(cent),
        dt=_day(dag),
    )


def _entry(number: int, storting: Storting, dag: date) -> camt.ReportEntry10:
    code = camt.BankTransactionCodeStructure4(
        prtry=camt.ProprietaryBankTransactionCodeStructure1(cd="541", issr="BNGBANK")
    )
    return camt.ReportEntry10(
        ntry_ref=str(number),
        amt=_amount(storting.cent),
        cdt_dbt_ind=_side(storting.cent),
        rvsl_ind=storting.is_terugboeking or None,
        sts=camt.EntryStatus1Choice(cd="BOOK"),
        bookg_dt=_day(dag),
        val_dt=_day(dag),
        bk_tx_cd=code,
        ntry_dtls=[camt.EntryDetails9(tx_dtls=[_transaction(storting)])],
    )


def _transaction(storting: Storting) -> camt.EntryTransaction10:
    party = camt.Party40Choice(pty=camt.PartyIdentification135(nm=storting.naam))
    account = camt.CashAccount38(id=camt.AccountIdentification4Choice(iban=storting.tegenrekening))
    parties = (
        camt.TransactionParties6(dbtr=party, dbtr_acct=account)
        if storting.cent >= 0
        else camt.TransactionParties6(cdtr=party, cdtr_acct=account)
    )
    return camt.EntryTransaction10(rltd_pties=parties, rmt_inf=_remittance(storting))


def _remittance(storting: Storting) -> camt.RemittanceInformation16:
    if not storting.gestructureerd:
        return camt.RemittanceInformation16(ustrd=[storting.kenmerk])
    kind = camt.CreditorReferenceType1Choice(cd=camt.DocumentType3Code.SCOR)
    reference = camt.CreditorReferenceInformation2(
        tp=camt.CreditorReferenceType2(cd_or_prtry=kind, issr="CUR"), ref=storting.kenmerk
    )
    return camt.RemittanceInformation16(
        strd=[camt.StructuredRemittanceInformation16(cdtr_ref_inf=reference)]
    )


def _amount(cent: int) -> camt.ActiveOrHistoricCurrencyAndAmount:
    return camt.ActiveOrHistoricCurrencyAndAmount(value=Decimal(abs(cent)).scaleb(-2), ccy="EUR")


def _side(cent: int) -> camt.CreditDebitCode:
    return camt.CreditDebitCode.CRDT if cent >= 0 else camt.CreditDebitCode.DBIT


def _day(dag: date) -> camt.DateAndDateTime2Choice:
    return camt.DateAndDateTime2Choice(dt=XmlDate(dag.year, dag.month, dag.day))
