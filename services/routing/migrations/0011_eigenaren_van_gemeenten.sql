-- Who has which dossier is seen by who may see the dossier (shared/migrations/0005).
SELECT scherm_af('public.eigenaren');
