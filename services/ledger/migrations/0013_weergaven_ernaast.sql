-- The views made anew stand here, beside the ones that people look at, until they take their place. Tables stay the administrator's:
-- the service may only ask for a copy, fill it, and put it in place.
CREATE SCHEMA ernaast;
GRANT USAGE ON SCHEMA ernaast TO :role;

-- Empty copies with everything of the live ones, under the same names: columns, storage, constraints, indexes, rights.
CREATE FUNCTION weergaven_ernaast() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    weergave text;
    levend regclass;
    van record;
BEGIN
    DROP TABLE IF EXISTS ernaast.debiteuren, ernaast.regels, ernaast.vaststellingen;
    FOREACH weergave IN ARRAY ARRAY['debiteuren', 'regels', 'vaststellingen'] LOOP
        levend := format('public.%I', weergave)::regclass;
        EXECUTE format('CREATE TABLE ernaast.%I (LIKE public.%1$I INCLUDING ALL EXCLUDING INDEXES)', weergave);
        FOR van IN SELECT unnest(reloptions) AS optie FROM pg_class WHERE oid = levend LOOP
            EXECUTE format('ALTER TABLE ernaast.%I SET (%s)', weergave, van.optie);
        END LOOP;
        FOR van IN SELECT conname AS naam, pg_get_constraintdef(oid) AS tekst FROM pg_constraint
            WHERE conrelid = levend AND contype IN ('p', 'u') LOOP
            EXECUTE format('ALTER TABLE ernaast.%I ADD CONSTRAINT %I %s', weergave, van.naam, van.tekst);
        END LOOP;
        FOR van IN SELECT pg_get_indexdef(indexrelid) AS tekst FROM pg_index
            WHERE indrelid = levend AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) LOOP
            EXECUTE replace(van.tekst, ' ON public.', ' ON ernaast.');
        END LOOP;
        FOR van IN SELECT grantee::regrole AS rol, privilege_type AS recht FROM pg_class, aclexplode(relacl)
            WHERE pg_class.oid = levend AND grantee <> relowner LOOP
            EXECUTE format('GRANT %s ON ernaast.%I TO %s', van.recht, weergave, van.rol);
        END LOOP;
    END LOOP;
END $$;

-- The planner knows the new tables before anybody looks at them.
CREATE FUNCTION weergaven_gemeten() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    ANALYZE ernaast.debiteuren, ernaast.regels, ernaast.vaststellingen;
END $$;

-- The copies take the place of the live ones, which are gone; in the transaction of the caller, who gives the time to wait for readers.
CREATE FUNCTION weergaven_gewisseld() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    weergave text;
BEGIN
    LOCK TABLE public.debiteuren, public.regels, public.vaststellingen IN ACCESS EXCLUSIVE MODE;
    DROP TABLE public.debiteuren, public.regels, public.vaststellingen;
    FOREACH weergave IN ARRAY ARRAY['debiteuren', 'regels', 'vaststellingen'] LOOP
        EXECUTE format('ALTER TABLE ernaast.%I SET SCHEMA public', weergave);
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION weergaven_ernaast(), weergaven_gemeten(), weergaven_gewisseld() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION weergaven_ernaast(), weergaven_gemeten(), weergaven_gewisseld() TO :role;
