-- Finding a person: marks (HMAC under a key that is not here) of parts of what is sealed (ADR 28). They change with what is sealed,
-- in the same transaction, and go with it.
ALTER TABLE dossiers
    ADD COLUMN merken integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN merkvorm smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN dossiers.merken IS 'marks of name parts, phone, end of the IBAN, KvK number, e-mail and address; empty after erasure';
COMMENT ON COLUMN dossiers.merkvorm IS 'by which rules the marks were made; the worker makes those of an older form anew';
CREATE INDEX dossiers_merken ON dossiers USING gin (merken);
CREATE INDEX dossiers_merkvorm ON dossiers (merkvorm);
CREATE INDEX dossiers_person ON dossiers (person_id);

-- By what payments of a debt are known: the ledger tells it, and people read it out from a letter.
CREATE TABLE kenmerken (
    schuld_id uuid PRIMARY KEY,
    schuldsoort text NOT NULL CHECK (schuldsoort IN ('lening', 'vordering')),
    betalingskenmerk text NOT NULL,
    dossier_id uuid NOT NULL
);
CREATE INDEX kenmerken_betalingskenmerk ON kenmerken (betalingskenmerk);

GRANT SELECT, INSERT ON kenmerken TO :role;
-- The marks that a row held before it changed go when the table is vacuumed.
GRANT MAINTAIN ON dossiers TO :role;
