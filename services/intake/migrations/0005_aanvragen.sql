-- Every application of every dossier, with what bbz last told of it: one of a kind runs at a time for one person.
CREATE TABLE aanvragen (
    aanvraag_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    nummer bigserial NOT NULL,
    soort text NOT NULL,
    stand text NOT NULL CHECK (stand IN ('loopt', 'verstrekt', 'toegekend', 'afgewezen', 'ingetrokken')),
    ontvangen_op date NOT NULL,
    gevraagd_cent bigint,
    gevraagde_maanden integer,
    bestemming text,
    tips text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN aanvragen.nummer IS 'the order in which intake came to know them';
COMMENT ON COLUMN aanvragen.stand IS 'loopt: bbz did not decide yet, or did not hear of it yet';
CREATE INDEX aanvragen_of_a_dossier ON aanvragen (dossier_id);
-- The applications of a person are found over all dossiers.
CREATE INDEX dossiers_of_a_person ON dossiers (person_id);

GRANT SELECT, INSERT, UPDATE ON aanvragen TO :role;
GRANT USAGE, SELECT ON SEQUENCE aanvragen_nummer_seq TO :role;
