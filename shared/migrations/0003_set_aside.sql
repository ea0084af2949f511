-- A fact that a follower of our own log (relay, projection) cannot carry on waits here with everything behind it under the same key.
-- `key` is what waits together; `own_key` is the key under which the world would know the fact, where that could be told.
CREATE TABLE set_aside (
    follower text NOT NULL,
    position bigint NOT NULL,
    stream_id uuid NOT NULL,
    key text NOT NULL,
    own_key text,
    name text NOT NULL,
    reason text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    asked text CHECK (asked IN ('vrijgeven', 'laten_vallen')),
    PRIMARY KEY (follower, position)
);
CREATE INDEX set_aside_key ON set_aside (follower, key, position);
CREATE INDEX set_aside_own_key ON set_aside (follower, own_key);

-- What a person asked to do with what waits; the process that owns the order does it.
ALTER TABLE parked_records ADD COLUMN asked text CHECK (asked IN ('vrijgeven', 'laten_vallen'));
ALTER TABLE dead_letters ADD COLUMN asked text CHECK (asked IN ('vrijgeven', 'laten_vallen'));
CREATE INDEX parked_records_asked ON parked_records (consumer) WHERE asked IS NOT NULL;
CREATE INDEX dead_letters_asked ON dead_letters (consumer) WHERE asked IS NOT NULL;
-- A record in binary mode can only be read again with its headers.
ALTER TABLE dead_letters ADD COLUMN headers bytea;

-- Who did what with what waited, and why: never changed.
CREATE TABLE operator_acts (
    id bigserial PRIMARY KEY,
    act text NOT NULL CHECK (act IN ('vrijgeven', 'laten_vallen')),
    held_id text NOT NULL,
    place text NOT NULL,
    key text NOT NULL,
    cause text NOT NULL,
    behind bigint NOT NULL,
    reason text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

-- Events of a type that this version does not know: a newer neighbour. They are passed over and counted.
CREATE TABLE unknown_types (
    consumer text NOT NULL,
    type text NOT NULL,
    number bigint NOT NULL,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, type)
) WITH (fillfactor = 50);

-- What is not known is NULL, never 0. `progressed_at` is when a process last told how far it is, `moved_at` when it last finished work.
ALTER TABLE progress ALTER COLUMN lag_seconds DROP NOT NULL, ALTER COLUMN waiting DROP NOT NULL;
ALTER TABLE progress ADD COLUMN moved_at timestamptz;

GRANT SELECT, INSERT, UPDATE, DELETE ON set_aside, unknown_types TO :role;
GRANT SELECT, INSERT ON operator_acts TO :role;
GRANT USAGE, SELECT ON SEQUENCE operator_acts_id_seq TO :role;
