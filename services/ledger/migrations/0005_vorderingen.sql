-- What is to be paid back of levensonderhoud stands beside the loans: for the day and the bank, and in the debtor list.
ALTER TABLE leningen ADD COLUMN soort text NOT NULL DEFAULT 'lening';
COMMENT ON COLUMN leningen.soort IS 'lening or vordering: which stream the id belongs to';
ALTER TABLE debiteuren ADD COLUMN soort text NOT NULL DEFAULT 'lening';

-- View: one row a boekjaar with provisional bijstand. Made from facts by the projector; a replay makes the same rows.
CREATE TABLE vaststellingen (
    vaststelling_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL,
    aanvraag_id uuid NOT NULL,
    gemeente text NOT NULL,
    boekjaar_begin date NOT NULL,
    boekjaar_eind date NOT NULL,
    jaarstukken_tot date NOT NULL,
    verstrekt_cent bigint NOT NULL,
    stand text NOT NULL,
    is_open boolean NOT NULL,
    om_niet_cent bigint,
    extra_cent bigint,
    terug_cent bigint,
    renteloze_lening_cent bigint,
    besloten_op date,
    dossier jsonb NOT NULL
) WITH (fillfactor = 70);
COMMENT ON COLUMN vaststellingen.dossier IS 'the case as its facts make it, which the next fact is added to';
CREATE INDEX vaststellingen_oudste ON vaststellingen (is_open DESC, boekjaar_eind, vaststelling_id);

GRANT SELECT, INSERT, UPDATE ON vaststellingen TO :role;
