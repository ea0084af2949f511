-- A person has several dossiers over the years; two open ones never share a kind of help.
DROP INDEX one_open_dossier_a_person, dossiers_person;
CREATE TABLE open_hulpvragen (
    person_id uuid NOT NULL REFERENCES persons,
    hulpvraag text NOT NULL,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    PRIMARY KEY (person_id, hulpvraag)
);
CREATE INDEX open_hulpvragen_dossier ON open_hulpvragen (dossier_id);
INSERT INTO open_hulpvragen (person_id, hulpvraag, dossier_id)
SELECT person_id, hulpvraag, dossier_id
FROM dossiers
JOIN stream_states ON stream_id = dossier_id
CROSS JOIN jsonb_array_elements_text(state -> 'hulpvraag') AS hulpvraag
WHERE is_open;

-- Somebody may have no BSN yet, or turn out to be somebody we knew already.
ALTER TABLE persons
    ALTER COLUMN bsn_mark DROP NOT NULL,
    ADD COLUMN opgegaan_in uuid REFERENCES persons;
COMMENT ON COLUMN persons.opgegaan_in IS 'the person this one turned out to be; its key stays, since what was sealed with it is not sealed anew';
ALTER TABLE dossiers ADD COLUMN sleutel_id uuid REFERENCES persons;
COMMENT ON COLUMN dossiers.sleutel_id IS 'the person whose key seals this dossier and its letters, where that is not the one it belongs to now';

ALTER TABLE kenmerken ADD COLUMN is_voldaan boolean NOT NULL DEFAULT false;

-- An erasure that one person asks for and another has to stand behind.
CREATE TABLE wisvoorstellen (
    voorstel_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    door text NOT NULL,
    reden text NOT NULL,
    ook_met_schuld boolean NOT NULL,
    werkdag date NOT NULL,
    stand text NOT NULL DEFAULT 'open' CHECK (stand IN ('open', 'gedaan', 'ingetrokken')),
    beslist_door text
);
CREATE UNIQUE INDEX een_wisvoorstel ON wisvoorstellen (dossier_id) WHERE stand = 'open';

GRANT SELECT, INSERT, UPDATE, DELETE ON open_hulpvragen TO :role;
GRANT SELECT, INSERT, UPDATE ON wisvoorstellen TO :role;
GRANT UPDATE ON kenmerken TO :role;
