"""The table `rekeningstanden`: how far every account is complete, kept with the statements and lines it follows from."""

from collections.abc import Sequence
from datetime import date

from psycopg import Cursor
from psycopg.rows import DictRow

from services.ledger.domain.bank.afschriftketen import Keten, Saldostand, verleng
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst

VELDEN = "afschrift_id, dag, nummer, beginsaldo_cent, eindsaldo_cent"


def ketens(cursor: Cursor[DictRow], ibans: Sequence[str]) -> dict[str, Keten]:
    """The chain of each of these accounts, as far as it goes now."""
    begonnen = _begonnen(cursor, ibans)
    los: dict[str, list[Saldostand]] = {iban: [] for iban in ibans}
    cursor.execute(
        f"SELECT iban, {VELDEN}, NOT EXISTS (SELECT 1 FROM ontvangsten WHERE ontvangsten.afschrift_id = afschriften.afschrift_id"
        " AND status = 'te_boeken') AS is_verwerkt FROM afschriften JOIN bankbestanden USING (bestand_id)"
        " WHERE iban = ANY(%s) AND NOT geschakeld ORDER BY ontvangen_op, dag, nummer NULLS FIRST, plaats",
        (list(ibans),),
    )
    for rij in cursor.fetchall():
        los[rij.pop("iban")].append(Saldostand(**rij))
    return {iban: verleng(begonnen.get(iban, Keten()), los[iban]) for iban in ibans}


def werk_bij(cursor: Cursor[DictRow], ibans: Sequence[str]) -> dict[str, Keten]:
    """Keeps how far the chains go, before anything that comes later could hide it."""
    gevonden = ketens(cursor, ibans)
    for iban, keten in gevonden.items():
        if keten.laatste is None:
            continue
        cursor.execute(
            "INSERT INTO rekeningstanden (iban, tot, afschrift_id) VALUES (%s, %s, %s)"
            " ON CONFLICT (iban) DO UPDATE SET tot = greatest(rekeningstanden.tot, excluded.tot), afschrift_id = excluded.afschrift_id",
            (iban, keten.tot, keten.laatste.afschrift_id),
        )
        cursor.execute(
            "UPDATE afschriften SET geschakeld = true WHERE afschrift_id = ANY(%s)",
            ([stand.afschrift_id for stand in keten.nieuw],),
        )
    return gevonden


def geboekt_tot(cursor: Cursor[DictRow], rekeningen: Rekeningenlijst) -> date | None:
    """The day up to which the receipts on all our accounts are known and looked at; None while that cannot be said."""
    return rekeningen.bekend_tot(
        {iban: keten.tot for iban, keten in ketens(cursor, rekeningen.ibans).items()}
    )


def _begonnen(cursor: Cursor[DictRow], ibans: Sequence[str]) -> dict[str, Keten]:
    cursor.execute(
        f"SELECT rekeningstanden.iban, tot, {VELDEN} FROM rekeningstanden JOIN afschriften USING (afschrift_id)"
        " WHERE rekeningstanden.iban = ANY(%s)",
        (list(ibans),),
    )
    return {rij.pop("iban"): Keten(rij.pop("tot"), Saldostand(**rij)) for rij in cursor.fetchall()}
