-- A list holds what its reader may see (ADR 26): the service says for whom it reads, row by row the database leaves out the rest. Who says
-- nothing, such as the work of the service itself, sees everything. The settings are asked once a query, not once a row.
CREATE FUNCTION scherm_af(tafel regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tafel);
    EXECUTE format('DROP POLICY IF EXISTS eigen_gemeenten ON %s', tafel);
    EXECUTE format($policy$
        CREATE POLICY eigen_gemeenten ON %s USING (
            (SELECT coalesce(current_setting('doorstart.gemeenten', true), '') = '')
            OR (
                gemeente = ANY ((SELECT string_to_array(current_setting('doorstart.gemeenten', true), ','))::text[])
                AND dossier_id <> ALL ((SELECT coalesce(string_to_array(nullif(current_setting('doorstart.afgeschermd', true), '-'), ','), '{}'))::uuid[])
            )
        ) WITH CHECK (true)
    $policy$, tafel);
END $$;
REVOKE ALL ON FUNCTION scherm_af(regclass) FROM PUBLIC;

-- Who opened which dossier, when and in which role: for the person whom it is about, and for whoever looks into misuse. Never changed.
CREATE TABLE inzage (
    nr bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id uuid NOT NULL,
    medewerker_id text NOT NULL,
    rol text NOT NULL,
    wat text NOT NULL,
    werkdag date,
    gezien_op timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inzage_van_een_dossier ON inzage (dossier_id, nr);
GRANT SELECT, INSERT ON inzage TO :role;
