-- What the caseworkers of routing told about their talks with who owes: the debt desk sees one line of contact.
CREATE TABLE gesprekken (
    event_id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL,
    gemeente text NOT NULL,
    vorm text NOT NULL,
    gesproken_op date NOT NULL,
    vervolg_op date,
    door text NOT NULL
);
CREATE INDEX gesprekken_newest ON gesprekken (dossier_id, gesproken_op DESC);

GRANT SELECT, INSERT ON gesprekken TO :role;
