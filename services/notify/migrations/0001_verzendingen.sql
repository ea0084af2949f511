-- Since when this notify answers for letters: the making of its database. Events written down before are recorded and never sent.
CREATE TABLE startmerk (
    een boolean PRIMARY KEY DEFAULT true CHECK (een),
    sinds timestamptz NOT NULL DEFAULT now()
);
INSERT INTO startmerk DEFAULT VALUES;

-- Every letter that was asked for and what became of it, written with its facts; the delivery loop and the pages read it.
CREATE TABLE verzendingen (
    volgnummer bigserial PRIMARY KEY,
    bericht_id uuid NOT NULL UNIQUE,
    dossier_id uuid NOT NULL,
    lening_id uuid,
    gemeente text NOT NULL,
    soort text NOT NULL,
    status text NOT NULL CHECK (status IN ('gereserveerd', 'verstuurd', 'niet_verstuurd', 'mislukt')),
    reden text,
    gevraagd_op date NOT NULL,
    verstuurd_op date
) WITH (fillfactor = 80);
CREATE INDEX verzendingen_te_doen ON verzendingen (volgnummer) WHERE status = 'gereserveerd';
CREATE INDEX verzendingen_dossier_te_doen ON verzendingen (dossier_id) WHERE status = 'gereserveerd';
CREATE INDEX verzendingen_op_dag ON verzendingen (gevraagd_op DESC, volgnummer DESC);

-- The print queue: letters as they went out, sealed with a key of their own that only intake can unwrap.
CREATE TABLE brieven (
    bericht_id uuid PRIMARY KEY REFERENCES verzendingen (bericht_id),
    verpakte_sleutel text NOT NULL,
    html bytea NOT NULL,
    pdf bytea NOT NULL
);
COMMENT ON COLUMN brieven.verpakte_sleutel IS 'the letter''s key under the person''s key; after that one is destroyed nobody reads this letter again';

GRANT SELECT ON startmerk TO :role;
GRANT SELECT, INSERT, UPDATE ON verzendingen TO :role;
GRANT USAGE, SELECT ON SEQUENCE verzendingen_volgnummer_seq TO :role;
GRANT SELECT, INSERT ON brieven TO :role;
