-- Whose data was erased, who did it and who agreed: never changed. After a backup is put back, these are done again.
CREATE TABLE wissingen (
    nummer bigserial PRIMARY KEY,
    dossier_id uuid NOT NULL,
    dossiers uuid[] NOT NULL,
    importregels integer NOT NULL,
    door text NOT NULL,
    tweede text NOT NULL CHECK (lower(tweede) <> lower(door)),
    reden text NOT NULL,
    werkdag date NOT NULL,
    gewist_op timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN wissingen.dossiers IS 'all dossiers of this person: they have one key';
COMMENT ON COLUMN wissingen.importregels IS 'refused lines of imports about this person, whose words went with the key';

GRANT SELECT, INSERT ON wissingen TO :role;
GRANT USAGE, SELECT ON SEQUENCE wissingen_nummer_seq TO :role;
-- What a row held before it changed goes when the table is vacuumed.
GRANT MAINTAIN ON persons, import_regels TO :role;
