-- A list holds the municipalities of its reader (shared/migrations/0005), also after it was made anew (0013).
SELECT scherm_af('public.debiteuren');
SELECT scherm_af('public.vaststellingen');

CREATE OR REPLACE FUNCTION weergaven_gewisseld() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    weergave text;
BEGIN
    LOCK TABLE public.debiteuren, public.regels, public.vaststellingen IN ACCESS EXCLUSIVE MODE;
    DROP TABLE public.debiteuren, public.regels, public.vaststellingen;
    FOREACH weergave IN ARRAY ARRAY['debiteuren', 'regels', 'vaststellingen'] LOOP
        EXECUTE format('ALTER TABLE ernaast.%I SET SCHEMA public', weergave);
    END LOOP;
    PERFORM public.scherm_af('public.debiteuren'::regclass);
    PERFORM public.scherm_af('public.vaststellingen'::regclass);
END $$;
