-- The dossiers of who was erased: from that fact on no letter of them is reserved.
CREATE TABLE gewist (
    dossier_id uuid PRIMARY KEY,
    gewist_op date NOT NULL
);
INSERT INTO gewist (dossier_id, gewist_op)
SELECT dossier_id, min(gevraagd_op) FROM verzendingen WHERE reden = 'gewist' GROUP BY dossier_id;
GRANT SELECT, INSERT ON gewist TO :role;
