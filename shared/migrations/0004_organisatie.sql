-- What this service heard about the organisation, in the order in which it heard it: never changed, folded by shared/organisatie.
CREATE TABLE organisatie (
    nr bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    soort text NOT NULL,
    gegevens jsonb NOT NULL
);

GRANT SELECT, INSERT ON organisatie TO :role;
