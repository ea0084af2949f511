-- Who is logged in. Of the browser's secret only a hash, of account and provider's session only a hash, the rest sealed with that secret:
-- who reads this table can neither become anybody nor see who somebody is.
CREATE TABLE sessies (
    sessie bytea PRIMARY KEY,
    account bytea NOT NULL,
    bij_aanbieder bytea,
    begonnen_op timestamptz NOT NULL DEFAULT now(),
    gezien_op timestamptz NOT NULL DEFAULT now(),
    nagevraagd_op timestamptz NOT NULL DEFAULT now(),
    verzegeld bytea NOT NULL
);
CREATE INDEX sessies_account ON sessies (account);
CREATE INDEX sessies_bij_aanbieder ON sessies (bij_aanbieder);
CREATE INDEX sessies_begonnen_op ON sessies (begonnen_op);

-- Logins that were begun and not yet ended: each state opens once, in the browser that began it.
CREATE TABLE aanmeldingen (
    state bytea PRIMARY KEY,
    browser bytea NOT NULL,
    begonnen_op timestamptz NOT NULL DEFAULT now(),
    verzegeld bytea NOT NULL
);
CREATE INDEX aanmeldingen_begonnen_op ON aanmeldingen (begonnen_op);

-- Messages of the provider that somebody logged out, each heard once.
CREATE TABLE afmeldingen (
    bericht bytea PRIMARY KEY,
    gehoord_op timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON sessies TO :role;
GRANT SELECT, INSERT, DELETE ON aanmeldingen, afmeldingen TO :role;
