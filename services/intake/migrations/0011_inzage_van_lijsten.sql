-- Who saw names in a list or an answer to a search, of which dossiers: every name in every service was asked here. What was typed is
-- nowhere. For the person whom it is about, and for whoever looks into misuse; never changed (ADR 26).
CREATE TABLE inzage_lijsten (
    nr bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    onderdeel text NOT NULL,
    medewerker_id text NOT NULL,
    rol text NOT NULL,
    wat text NOT NULL,
    aantal integer NOT NULL,
    dossiers uuid[] NOT NULL,
    werkdag date,
    gezien_op timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN inzage_lijsten.dossiers IS 'of whom a name was shown, without those that were opened by their own number: these are rows of inzage';
CREATE INDEX inzage_lijsten_dossiers ON inzage_lijsten USING gin (dossiers);
CREATE INDEX inzage_lijsten_medewerker ON inzage_lijsten (medewerker_id, nr);
GRANT SELECT, INSERT ON inzage_lijsten TO :role;
