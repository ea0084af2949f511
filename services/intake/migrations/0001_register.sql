-- The register of persons: the only place where a name stands. Everything in it is sealed with a key of that person.
CREATE TABLE persons (
    person_id uuid PRIMARY KEY,
    bsn_mark bytea NOT NULL UNIQUE,
    wrapped_key bytea,
    destroyed_on date
);
COMMENT ON COLUMN persons.bsn_mark IS 'HMAC of the BSN under a key of its own: finds doubles, tells nothing';
COMMENT ON COLUMN persons.wrapped_key IS 'the person''s key under the master key; NULL after destruction, which makes all that was sealed with it unreadable';

CREATE TABLE dossiers (
    dossier_id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons,
    gemeente text NOT NULL,
    ontvangen_op date NOT NULL,
    is_open boolean NOT NULL DEFAULT true,
    sealed bytea NOT NULL
);
CREATE UNIQUE INDEX one_open_dossier_a_person ON dossiers (person_id) WHERE is_open;
CREATE INDEX dossiers_newest ON dossiers (ontvangen_op DESC, dossier_id);

GRANT SELECT, INSERT, UPDATE ON persons, dossiers TO :role;
