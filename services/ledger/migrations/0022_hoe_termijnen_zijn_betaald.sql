-- How the twelve latest terms of a loan were paid. The views are made anew from the first fact.
ALTER TABLE debiteuren ADD COLUMN betalingen jsonb NOT NULL DEFAULT '[]';

TRUNCATE debiteuren, regels, vaststellingen;
UPDATE log_positions SET position = 0 WHERE follower = 'debiteuren';
