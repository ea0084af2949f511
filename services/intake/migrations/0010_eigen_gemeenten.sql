-- A list holds the municipalities of its reader (shared/migrations/0005).
SELECT scherm_af('public.dossiers');
SELECT scherm_af('public.uitvragen');
SELECT scherm_af('public.stukken');

-- A file of requests holds people of several municipalities: only who brought it sees it.
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY eigen_bestanden ON imports USING (
    (SELECT coalesce(current_setting('doorstart.lezer', true), '') IN ('', actor))
) WITH CHECK (true);
