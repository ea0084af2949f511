-- A request that names a dossier or an application is looked up by municipality (ADR 26).
CREATE INDEX vaststellingen_dossier ON vaststellingen (dossier_id);
CREATE INDEX vaststellingen_aanvraag ON vaststellingen (aanvraag_id);
-- The talks on a debt are seen by who may see the debt (shared/migrations/0005).
SELECT scherm_af('public.gesprekken');
