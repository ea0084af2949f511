-- Of which municipality each dossier is, as intake told: who shields one must have a role there (ADR 26). Nothing else is known of it.
CREATE TABLE dossiers (
    dossier_id uuid PRIMARY KEY,
    gemeente text NOT NULL
);
GRANT SELECT, INSERT ON dossiers TO :role;
