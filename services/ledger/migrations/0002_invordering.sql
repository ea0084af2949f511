-- Which collection ladders a day touches, and which demand a letter of notify is. Written in the transaction of their facts.
CREATE TABLE trajecten (
    traject_id uuid PRIMARY KEY,
    schuldsoort text NOT NULL,
    schuld_id uuid NOT NULL UNIQUE,
    aanmaning_id uuid,
    actie_op date,
    na_afschrift date,
    gesloten_tm date
) WITH (fillfactor = 70);
COMMENT ON COLUMN trajecten.aanmaning_id IS 'the demand that waits to be sent; NULL: none';
COMMENT ON COLUMN trajecten.actie_op IS 'the first day that has something to do for this ladder by itself; NULL: none';
COMMENT ON COLUMN trajecten.na_afschrift IS 'also something to do once bank statements are booked beyond this day';
COMMENT ON COLUMN trajecten.gesloten_tm IS 'the last day that was closed for this ladder';
CREATE INDEX trajecten_actie_op ON trajecten (actie_op);
CREATE INDEX trajecten_na_afschrift ON trajecten (na_afschrift) WHERE na_afschrift IS NOT NULL;
CREATE UNIQUE INDEX trajecten_aanmaning ON trajecten (aanmaning_id) WHERE aanmaning_id IS NOT NULL;

-- The debtor list says who takes the next step, and how many steps of the period are behind.
ALTER TABLE debiteuren ADD COLUMN wie text, ADD COLUMN stap_uitleg text, ADD COLUMN laatste_stap text, ADD COLUMN laatste_stap_op date,
    ADD COLUMN pauze text, ADD COLUMN afspraak_op date;

GRANT SELECT, INSERT, UPDATE ON trajecten TO :role;
