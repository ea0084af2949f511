-- A list holds the municipalities of its reader (shared/migrations/0005).
SELECT scherm_af('public.werkvoorraad');
