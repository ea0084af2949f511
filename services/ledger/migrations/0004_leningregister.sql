-- Who owes a loan beside the first debtor. Written in the transaction of its facts, for the debtor search.
CREATE TABLE medeschuldenaren (
    lening_id uuid NOT NULL,
    dossier_id uuid NOT NULL,
    vanaf date NOT NULL,
    ontslagen_per date,
    PRIMARY KEY (lening_id, dossier_id, vanaf)
);
COMMENT ON COLUMN medeschuldenaren.ontslagen_per IS 'the first day on which this person does not owe the loan any more; NULL: still does';
CREATE INDEX medeschuldenaren_dossier ON medeschuldenaren (dossier_id);

GRANT SELECT, INSERT, UPDATE ON medeschuldenaren TO :role;
