-- An aanmelding is a request for help (docs/woordenlijst.md); these are logins that were begun and not yet ended.
ALTER TABLE aanmeldingen RENAME TO begonnen_logins;
ALTER TABLE begonnen_logins RENAME CONSTRAINT aanmeldingen_pkey TO begonnen_logins_pkey;
ALTER INDEX aanmeldingen_begonnen_op RENAME TO begonnen_logins_begonnen_op;
