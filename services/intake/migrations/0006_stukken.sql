-- The papers of a dossier: what was asked, what came in, and the links by which an entrepreneur hands in. Content stands sealed with the
-- key of the person.
CREATE TABLE uitvragen (
    uitvraag_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    gemeente text NOT NULL,
    aanvraag_id uuid,
    route smallint,
    soorten text[] NOT NULL,
    ontbreekt text[] NOT NULL,
    hersteltermijn_tot date NOT NULL,
    gevraagd_op date NOT NULL,
    is_compleet boolean NOT NULL DEFAULT false
);
CREATE INDEX uitvragen_of_a_dossier ON uitvragen (dossier_id);
CREATE INDEX uitvragen_open ON uitvragen (hersteltermijn_tot) WHERE NOT is_compleet;

CREATE TABLE stukken (
    stuk_id uuid PRIMARY KEY,
    nummer bigserial NOT NULL,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    gemeente text NOT NULL,
    soort text NOT NULL,
    bron text NOT NULL,
    bestandssoort text NOT NULL,
    bytes integer NOT NULL,
    status text NOT NULL,
    ontvangen_op date NOT NULL
);
CREATE INDEX stukken_of_a_dossier ON stukken (dossier_id);
CREATE INDEX stukken_te_controleren ON stukken (ontvangen_op) WHERE status = 'ontvangen';

CREATE TABLE stukinhoud (
    stuk_id uuid PRIMARY KEY REFERENCES stukken,
    naam bytea NOT NULL,
    inhoud bytea NOT NULL,
    scan text NOT NULL CHECK (scan IN ('schoon', 'niet_gescand')),
    gescand_op timestamptz
);
COMMENT ON TABLE stukinhoud IS 'the file and its name, sealed; the row goes when the paper lapses, holds a virus, or its person is erased';
-- What is sealed does not become smaller.
ALTER TABLE stukinhoud ALTER COLUMN inhoud SET STORAGE EXTERNAL;
CREATE INDEX stukinhoud_te_scannen ON stukinhoud (stuk_id) WHERE scan = 'niet_gescand';

CREATE TABLE inleverlinks (
    link_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    code_hash bytea NOT NULL UNIQUE,
    geldig_tot date NOT NULL,
    ontvangen integer NOT NULL DEFAULT 0,
    gemaakt_door text NOT NULL,
    gemaakt_op date NOT NULL,
    ingetrokken_door text,
    ingetrokken_op date
);
COMMENT ON COLUMN inleverlinks.code_hash IS 'SHA-256 of the code, which is random and stands nowhere';
CREATE INDEX inleverlinks_of_a_dossier ON inleverlinks (dossier_id);

CREATE TABLE notities (
    notitie_id uuid PRIMARY KEY,
    nummer bigserial NOT NULL,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    door text NOT NULL,
    gemaakt_op date NOT NULL,
    tekst bytea NOT NULL
);
COMMENT ON COLUMN notities.tekst IS 'sealed with the key of the person';
CREATE INDEX notities_of_a_dossier ON notities (dossier_id);

GRANT SELECT, INSERT, UPDATE ON uitvragen, stukken, inleverlinks TO :role;
GRANT SELECT, INSERT, UPDATE, DELETE ON stukinhoud TO :role;
GRANT SELECT, INSERT, DELETE ON notities TO :role;
GRANT USAGE, SELECT ON SEQUENCE stukken_nummer_seq, notities_nummer_seq TO :role;
-- What a row held before it went goes when the table is vacuumed.
GRANT MAINTAIN ON stukinhoud, notities TO :role;
