-- What the ledger told about the collection of a loan, for the rule that no softer letter goes out beside a harder one.
CREATE TABLE schuldstanden (
    lening_id uuid PRIMARY KEY,
    stand jsonb NOT NULL
) WITH (fillfactor = 80);
GRANT SELECT, INSERT, UPDATE ON schuldstanden TO :role;

-- Letters that wait or failed are looked up by the dossier they are about; those that went out by their loan and day.
CREATE INDEX verzendingen_dossier_open ON verzendingen (dossier_id) WHERE status IN ('gereserveerd', 'mislukt');
CREATE INDEX verzendingen_lening_op_dag ON verzendingen (lening_id, verstuurd_op) WHERE soort = 'herinnering';
