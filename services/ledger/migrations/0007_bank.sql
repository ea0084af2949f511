-- What a statement is, whatever its bank calls it: account, day, balances and posts. Rows of before get theirs from their lines.
ALTER TABLE afschriften ADD COLUMN afdruk text, ADD COLUMN geschakeld boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN afschriften.afdruk IS 'sha-256 of iban|dag|beginsaldo|eindsaldo|posts, smallest first';
COMMENT ON COLUMN afschriften.geschakeld IS 'part of the chain of its account: complete, and follows the one before';
UPDATE afschriften SET iban = upper(replace(iban, ' ', ''));
UPDATE afschriften SET afdruk = encode(sha256(convert_to(concat_ws('|', iban, dag, beginsaldo_cent, eindsaldo_cent, coalesce(
    (SELECT string_agg(cent::text, ',' ORDER BY cent) FROM (
        SELECT sum(bedrag_cent) AS cent FROM ontvangsten WHERE ontvangsten.afschrift_id = afschriften.afschrift_id GROUP BY post
    ) AS posten), '')), 'UTF8')), 'hex');
ALTER TABLE afschriften ALTER COLUMN afdruk SET NOT NULL;
CREATE INDEX afschriften_afdruk ON afschriften (afdruk);
CREATE INDEX afschriften_los ON afschriften (iban) WHERE NOT geschakeld;

-- How far each account is complete: it only moves forward.
CREATE TABLE rekeningstanden (
    iban text PRIMARY KEY,
    tot date NOT NULL,
    afschrift_id uuid NOT NULL REFERENCES afschriften
);
COMMENT ON COLUMN rekeningstanden.tot IS 'every receipt up to and including this day was taken in and looked at';
COMMENT ON COLUMN rekeningstanden.afschrift_id IS 'the last statement of the chain';

-- A line knows how its bank names it, and under which id it stands on a debt: taken off and booked again it has another one.
ALTER TABLE ontvangsten ADD COLUMN afdruk text, ADD COLUMN betaling_id uuid, ADD COLUMN teruggenomen integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN ontvangsten.afdruk IS 'sha-256 of account, day, amount and the reference of the bank; NULL: the bank gave no reference of its own';
COMMENT ON COLUMN ontvangsten.betaling_id IS 'the id of the receipt in the facts of the debt on which it was booked last';
COMMENT ON COLUMN ontvangsten.teruggenomen IS 'how often a booking of this line was taken off a debt';
UPDATE ontvangsten SET betaling_id = ontvangst_id WHERE status = 'geboekt';
CREATE INDEX ontvangsten_afdruk ON ontvangsten (afdruk) WHERE afdruk IS NOT NULL;
CREATE UNIQUE INDEX ontvangsten_betaling ON ontvangsten (betaling_id) WHERE betaling_id IS NOT NULL;
CREATE INDEX ontvangsten_besloten ON ontvangsten (besloten_op DESC, volgorde DESC) WHERE status IN ('terugstorten', 'geen_lening');

GRANT SELECT, INSERT, UPDATE ON rekeningstanden TO :role;
