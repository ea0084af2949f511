-- The first day after uitstel that runs, and whether everything was claimed, so that the list says what the loan says.
-- The views are made anew from the first fact.
ALTER TABLE debiteuren ADD COLUMN uitstel_tot date;
ALTER TABLE debiteuren ADD COLUMN is_opgeeist boolean NOT NULL DEFAULT false;

TRUNCATE debiteuren, regels, vaststellingen;
UPDATE log_positions SET position = 0 WHERE follower = 'debiteuren';
