-- The dossier as all services together know it: what the two views below are made from.
CREATE TABLE dossiers (
    dossier_id uuid PRIMARY KEY,
    dossier jsonb NOT NULL
) WITH (fillfactor = 70);

-- What happened in a dossier, over all services.
CREATE TABLE tijdlijn (
    id bigserial PRIMARY KEY,
    dossier_id uuid NOT NULL,
    dag date,
    wat text NOT NULL,
    toelichting text NOT NULL,
    wie text NOT NULL,
    adres text NOT NULL
);
CREATE INDEX tijdlijn_newest ON tijdlijn (dossier_id, dag DESC, id DESC);

-- The caseload: one row a dossier, with the task that lapses first.
CREATE TABLE werkvoorraad (
    dossier_id uuid PRIMARY KEY,
    gemeente text NOT NULL,
    groep text,
    team text NOT NULL,
    stap text NOT NULL,
    actie text NOT NULL,
    wacht_op text NOT NULL,
    termijn date,
    herkomst text,
    grondslag text NOT NULL,
    adres text NOT NULL,
    is_spoed boolean NOT NULL,
    wacht_sinds date,
    achterstand_cent bigint NOT NULL,
    laatste_wat text NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX werkvoorraad_oldest_deadline ON werkvoorraad (termijn, wacht_sinds, dossier_id) WHERE stap <> 'afgesloten';

GRANT SELECT, INSERT, UPDATE, DELETE ON dossiers, tijdlijn, werkvoorraad TO :role;
GRANT USAGE, SELECT ON SEQUENCE tijdlijn_id_seq TO :role;
