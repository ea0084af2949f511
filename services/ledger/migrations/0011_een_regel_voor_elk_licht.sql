-- A loan and a vordering get their light by one rule. The views are made anew from the first fact.
TRUNCATE debiteuren, regels, vaststellingen;
UPDATE log_positions SET position = 0 WHERE follower = 'debiteuren';
