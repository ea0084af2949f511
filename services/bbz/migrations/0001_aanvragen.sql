-- The list of applications, written in the same transaction as their facts.
CREATE TABLE aanvragen (
    aanvraag_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL,
    gemeente text NOT NULL,
    groep text NOT NULL,
    soort text NOT NULL,
    status text NOT NULL,
    loopt boolean NOT NULL,
    aanvraagdatum date NOT NULL,
    beslistermijn_tot date NOT NULL,
    is_opgeschort boolean NOT NULL,
    beoordelaar text,
    bedrag_cent bigint,
    lening_id uuid,
    is_lening_bevestigd boolean NOT NULL
);
COMMENT ON COLUMN aanvragen.bedrag_cent IS 'what was granted, else what the assessor proposed';
CREATE INDEX aanvragen_oldest_deadline ON aanvragen (loopt DESC, beslistermijn_tot, aanvraag_id);

-- Applications of which a term still runs: a new day touches only those that lapse.
CREATE TABLE open_termijnen (
    aanvraag_id uuid PRIMARY KEY,
    laatste_dag date NOT NULL
);
CREATE INDEX open_termijnen_laatste_dag ON open_termijnen (laatste_dag);

GRANT SELECT, INSERT, UPDATE ON aanvragen TO :role;
GRANT SELECT, INSERT, UPDATE, DELETE ON open_termijnen TO :role;
