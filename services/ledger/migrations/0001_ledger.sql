-- What the day and the bank need to know about a loan without opening it. Written in the transaction of its facts.
CREATE TABLE leningen (
    lening_id uuid PRIMARY KEY,
    betalingskenmerk text NOT NULL,
    actie_op date,
    na_afschrift date,
    gesloten_tm date
) WITH (fillfactor = 70);
COMMENT ON COLUMN leningen.actie_op IS 'the first day that has something to do for this loan; NULL: none';
COMMENT ON COLUMN leningen.na_afschrift IS 'also something to do once bank statements are booked beyond this day';
COMMENT ON COLUMN leningen.gesloten_tm IS 'the last day that was closed for this loan';
CREATE INDEX leningen_actie_op ON leningen (actie_op);
CREATE INDEX leningen_na_afschrift ON leningen (na_afschrift) WHERE na_afschrift IS NOT NULL;
CREATE INDEX leningen_betalingskenmerk ON leningen (betalingskenmerk);

-- One row a day: opened when the day is heard, closed when every loan had its turn. Days close in order.
CREATE TABLE dagafsluiting (
    dag date PRIMARY KEY,
    geopend_op timestamptz NOT NULL DEFAULT now(),
    begonnen_op timestamptz,
    afschriften_tot date,
    leningen integer NOT NULL DEFAULT 0,
    gesloten_op timestamptz
);
COMMENT ON COLUMN dagafsluiting.afschriften_tot IS 'bank statements were booked without a gap up to this day when closing began; the same for every loan of the day';
CREATE INDEX dagafsluiting_open ON dagafsluiting (dag) WHERE gesloten_op IS NULL;

-- A bank file as it came, sealed: the only place where names and account numbers of payers stand.
CREATE TABLE bankbestanden (
    bestand_id uuid PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE,
    sealed bytea NOT NULL,
    versie text NOT NULL,
    actor text NOT NULL,
    werkdag date,
    ontvangen_op timestamptz NOT NULL DEFAULT now()
);

-- A statement of one of our own accounts.
CREATE TABLE afschriften (
    afschrift_id uuid PRIMARY KEY,
    bestand_id uuid NOT NULL REFERENCES bankbestanden,
    plaats integer NOT NULL,
    iban text NOT NULL,
    nummer bigint,
    dag date NOT NULL,
    beginsaldo_cent bigint NOT NULL,
    eindsaldo_cent bigint NOT NULL
);
CREATE INDEX afschriften_iban ON afschriften (iban, dag);
CREATE INDEX afschriften_bestand ON afschriften (bestand_id, plaats);

-- A line of a statement, without who paid. The worker books what is `te_boeken`; a person decides about what is `te_duiden`.
CREATE TABLE ontvangsten (
    ontvangst_id uuid PRIMARY KEY,
    volgorde bigserial NOT NULL,
    afschrift_id uuid NOT NULL REFERENCES afschriften,
    post integer NOT NULL,
    deel integer NOT NULL,
    valutadatum date NOT NULL,
    bedrag_cent bigint NOT NULL,
    betalingskenmerk text,
    status text NOT NULL CHECK (status IN ('te_boeken', 'geboekt', 'te_duiden', 'toegewezen', 'terugstorten', 'geen_lening')),
    reden text,
    lening_id uuid,
    actor text,
    besloten_op date
) WITH (fillfactor = 80);
COMMENT ON COLUMN ontvangsten.bedrag_cent IS 'negative: went off the account';
CREATE INDEX ontvangsten_werk ON ontvangsten (volgorde) WHERE status IN ('te_boeken', 'toegewezen');
CREATE INDEX ontvangsten_wachtrij ON ontvangsten (valutadatum, volgorde) WHERE status = 'te_duiden';
CREATE INDEX ontvangsten_afschrift ON ontvangsten (afschrift_id);

-- View: one row a loan, for the debtor list. Made from facts by the projector; a replay makes the same rows.
CREATE TABLE debiteuren (
    lening_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL,
    gemeente text NOT NULL,
    betalingskenmerk text NOT NULL,
    regeling text NOT NULL,
    oorspronkelijk_cent bigint NOT NULL,
    einddatum date NOT NULL,
    hoofdsom_cent bigint NOT NULL,
    rente_cent bigint NOT NULL,
    vervallen_cent bigint NOT NULL,
    achterstand_cent bigint NOT NULL,
    tegoed_cent bigint NOT NULL,
    gemiste_termijnen integer NOT NULL,
    is_afgelost boolean NOT NULL,
    licht text NOT NULL,
    rang integer NOT NULL,
    reden text NOT NULL,
    sinds date NOT NULL,
    stap text,
    stap_op date,
    laatste_ontvangst_op date
) WITH (fillfactor = 70);
CREATE INDEX debiteuren_rang ON debiteuren (rang, stap_op, lening_id);
CREATE INDEX debiteuren_dossier ON debiteuren (dossier_id);

-- View: every fact of a loan as a line with the balance after it and the sum in words.
CREATE TABLE regels (
    lening_id uuid NOT NULL,
    versie bigint NOT NULL,
    soort text NOT NULL,
    boekdatum date NOT NULL,
    valutadatum date NOT NULL,
    bedrag_cent bigint NOT NULL,
    hoofdsom_cent bigint NOT NULL,
    saldo_cent bigint NOT NULL,
    grondslag text NOT NULL,
    parameterset text NOT NULL,
    uitleg text NOT NULL,
    boekregels jsonb NOT NULL,
    actor text NOT NULL,
    PRIMARY KEY (lening_id, versie)
);

-- A replay builds its copies here, beside the live tables.
CREATE SCHEMA replay AUTHORIZATION :role;

GRANT SELECT, INSERT, UPDATE ON leningen, dagafsluiting, bankbestanden, afschriften, ontvangsten, debiteuren TO :role;
GRANT SELECT, INSERT ON regels TO :role;
GRANT USAGE, SELECT ON SEQUENCE ontvangsten_volgorde_seq TO :role;
