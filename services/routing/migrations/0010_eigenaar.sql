-- Who has each dossier, and until when it sleeps: written with the facts, so that a list shows at once what somebody did.
CREATE TABLE eigenaren (
    dossier_id uuid PRIMARY KEY,
    is_open boolean NOT NULL,
    gemeente text NOT NULL,
    team text NOT NULL,
    eigenaar text,
    reden text NOT NULL,
    sinds date,
    sluimert_tot date,
    sluimerreden text
) WITH (fillfactor = 70);
COMMENT ON COLUMN eigenaren.eigenaar IS 'NULL: nobody has it yet, the team looks for somebody';
CREATE INDEX eigenaren_werklast ON eigenaren (eigenaar) WHERE is_open;
CREATE INDEX eigenaren_zonder ON eigenaren (team) WHERE is_open AND eigenaar IS NULL;
CREATE INDEX eigenaren_sluimert ON eigenaren (sluimert_tot) WHERE sluimert_tot IS NOT NULL;

-- What was there before anybody had a dossier is divided on the next day.
INSERT INTO eigenaren (dossier_id, is_open, gemeente, team, reden)
SELECT dossier_id, true, gemeente, team, 'niemand_beschikbaar' FROM werkvoorraad WHERE stap <> 'afgesloten' AND team <> '';

GRANT SELECT, INSERT, UPDATE, DELETE ON eigenaren TO :role;
