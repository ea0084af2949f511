-- Live figures of what comes in, told by the process that counts them from Kafka; they can be made again, nothing is settled on them.
CREATE TABLE instroom (
    gemeente text NOT NULL,
    uur timestamptz NOT NULL,
    aantal integer NOT NULL,
    PRIMARY KEY (gemeente, uur)
) WITH (fillfactor = 70);
COMMENT ON COLUMN instroom.uur IS 'the beginning of the hour in which these aanmeldingen were written down';

CREATE TABLE instroom_nu (
    gemeente text PRIMARY KEY,
    aantal integer NOT NULL,
    verwacht double precision,
    oordeel text NOT NULL CHECK (oordeel IN ('gewoon', 'hoog', 'laag', 'onbekend')),
    sinds timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
COMMENT ON COLUMN instroom_nu.verwacht IS 'the mean of this hour on the days before; NULL: too few days are known';

-- At the end of a day the count is compared with the dossiers; a difference makes the count begin again from the topic, once.
CREATE TABLE instroom_controle (
    dag date PRIMARY KEY,
    geteld integer NOT NULL,
    dossiers integer NOT NULL,
    verschil integer NOT NULL,
    pogingen integer NOT NULL DEFAULT 1,
    vergeleken_op timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN instroom_controle.verschil IS 'summed over municipalities, each taken positive';
GRANT SELECT, INSERT, UPDATE, DELETE ON instroom, instroom_nu, instroom_controle TO :role;
