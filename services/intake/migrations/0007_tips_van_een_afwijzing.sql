-- What bbz advised when it refused: a code and a sentence each. Nobody advised anything before this was kept.
ALTER TABLE aanvragen DROP COLUMN tips;
ALTER TABLE aanvragen ADD COLUMN tips jsonb NOT NULL DEFAULT '[]';
