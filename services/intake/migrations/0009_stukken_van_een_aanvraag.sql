-- An application can also be left unhandled (Awb 4:5), and one that is late does not stand still for papers any more.
ALTER TABLE aanvragen DROP CONSTRAINT aanvragen_stand_check;
ALTER TABLE aanvragen ADD CONSTRAINT aanvragen_stand_check
    CHECK (stand IN ('loopt', 'verstrekt', 'toegekend', 'afgewezen', 'ingetrokken', 'buiten_behandeling'));
ALTER TABLE aanvragen ADD COLUMN is_over_tijd boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN aanvragen.is_over_tijd IS 'the last day to decide has passed, as bbz told';
