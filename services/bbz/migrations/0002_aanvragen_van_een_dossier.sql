-- A withdrawal and another group reach the running applications of a dossier.
CREATE INDEX aanvragen_of_a_dossier ON aanvragen (dossier_id);
