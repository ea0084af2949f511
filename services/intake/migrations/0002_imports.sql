-- Files of requests for help, taken in as jobs. What a person wrote is sealed with a key of the file, which goes when it is not needed.
CREATE TABLE imports (
    import_id uuid PRIMARY KEY,
    actor text NOT NULL,
    vorm jsonb NOT NULL,
    ontvangen_op date NOT NULL,
    wrapped_key bytea,
    laatste_regel integer NOT NULL,
    status text NOT NULL DEFAULT 'bezig' CHECK (status IN ('bezig', 'klaar', 'onleesbaar')),
    gelezen_tot integer NOT NULL DEFAULT 0,
    aangenomen integer NOT NULL DEFAULT 0,
    dubbel integer NOT NULL DEFAULT 0,
    geweigerd integer NOT NULL DEFAULT 0,
    reden text,
    aangeboden_op timestamptz NOT NULL DEFAULT now(),
    gewerkt_op timestamptz,
    klaar_op timestamptz
);
COMMENT ON COLUMN imports.gelezen_tot IS 'the number of the last line that was dealt with, moved in the transaction of its facts: a restart goes on behind it';
COMMENT ON COLUMN imports.ontvangen_op IS 'the business day on which the file came in: every request in it was received then (Awb 4:13)';
CREATE INDEX imports_te_doen ON imports (gewerkt_op NULLS FIRST) WHERE status = 'bezig';
CREATE INDEX imports_nieuwste ON imports (aangeboden_op DESC, import_id);

CREATE TABLE import_delen (
    import_id uuid NOT NULL REFERENCES imports,
    nummer integer NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (import_id, nummer)
);
COMMENT ON TABLE import_delen IS 'the file itself, sealed in parts; deleted when it was read to its end';

CREATE TABLE import_regels (
    import_id uuid NOT NULL REFERENCES imports,
    regel integer NOT NULL,
    uitkomst text NOT NULL CHECK (uitkomst IN ('aangenomen', 'dubbel', 'geweigerd')),
    dossier_id uuid,
    fouten jsonb NOT NULL DEFAULT '[]',
    sealed bytea,
    PRIMARY KEY (import_id, regel)
);
COMMENT ON COLUMN import_regels.sealed IS 'what a refused line held, to be mended and sent again; emptied some weeks after the end of the import';
CREATE INDEX import_regels_dossier ON import_regels (import_id, dossier_id) WHERE uitkomst = 'aangenomen';

-- What a person's record held before it was corrected, and the words of who did it, sealed with the key of that person.
CREATE TABLE correcties (
    dossier_id uuid NOT NULL REFERENCES dossiers,
    nummer integer NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (dossier_id, nummer)
);

GRANT SELECT, INSERT, UPDATE ON imports, import_regels TO :role;
GRANT SELECT, INSERT, DELETE ON import_delen TO :role;
GRANT SELECT, INSERT ON correcties TO :role;
