-- How many of the missed sums are no term. The views are made anew from the first fact.
ALTER TABLE debiteuren ADD COLUMN gemist_zonder_termijn integer NOT NULL DEFAULT 0;

TRUNCATE debiteuren, regels, vaststellingen;
UPDATE log_positions SET position = 0 WHERE follower = 'debiteuren';
