-- The log of one service. Table and type are those of the eventsourcing library in its default locking mode; it is made here, once,
-- because processes that start together would race for it. The library's insert function is left out on purpose: it takes no lock.
CREATE TYPE stored_event_uuid AS (originator_id uuid, originator_version bigint, topic text, state bytea);

CREATE TABLE stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text,
    state bytea,
    notification_id bigserial,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_enabled = true,
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_scale_factor = 0.5,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id ASC);

-- A fact never changes: rights forbid it to the service, the trigger to everybody.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'een vastgelegd feit verandert nooit: leg een nieuw feit vast dat het oude verbetert';
END $$;
CREATE TRIGGER facts_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The newest state of every stream, written with its facts: loading is one row, and a replay can be compared with it.
CREATE TABLE stream_states (
    stream_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    shape text NOT NULL,
    state jsonb NOT NULL
) WITH (fillfactor = 80);

-- Events of others that had their effect here: an effect and its row are one transaction.
CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);

-- Where every consumer goes on. A topic that was deleted and made again has another id.
CREATE TABLE consumer_positions (
    consumer text NOT NULL,
    topic text NOT NULL,
    topic_id uuid NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, topic, topic_id, partition)
) WITH (fillfactor = 50);

-- A key that failed waits here with everything that came after it; the other keys flow.
CREATE TABLE parked_records (
    id bigserial PRIMARY KEY,
    consumer text NOT NULL,
    key text NOT NULL,
    event_id uuid NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    value bytea NOT NULL,
    error text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (consumer, event_id)
);
CREATE INDEX parked_records_key ON parked_records (consumer, key, id);

-- A record that cannot be read; the relay publishes a copy on the group's dead-letter topic.
CREATE TABLE dead_letters (
    id bigserial PRIMARY KEY,
    consumer text NOT NULL,
    topic text NOT NULL,
    topic_id uuid NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    key bytea,
    value bytea,
    error text NOT NULL,
    dead_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    UNIQUE (consumer, topic, topic_id, partition, record_offset)
);
CREATE INDEX dead_letters_unpublished ON dead_letters (id) WHERE published_at IS NULL;

-- How far behind each process is, in seconds and records, for the health pages.
CREATE TABLE progress (
    process text PRIMARY KEY,
    lag_seconds double precision NOT NULL,
    waiting bigint NOT NULL,
    progressed_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- The answer that a request got, for the caller who asks again with the same key.
CREATE TABLE answers (
    idempotency_key text PRIMARY KEY,
    request_digest text NOT NULL,
    answer jsonb NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now()
);

-- How far each follower of our own log is (relay, projections).
CREATE TABLE log_positions (
    follower text PRIMARY KEY,
    position bigint NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- The last day this service heard: the only clock that a decision knows.
CREATE TABLE werkdag (
    een boolean PRIMARY KEY DEFAULT true CHECK (een),
    dag date NOT NULL
);

GRANT SELECT, INSERT, MAINTAIN ON stored_events TO :role;
GRANT USAGE, SELECT ON SEQUENCE stored_events_notification_id_seq, parked_records_id_seq, dead_letters_id_seq TO :role;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON stream_states, inbox, consumer_positions, parked_records, dead_letters, progress, answers, log_positions, werkdag TO :role;
