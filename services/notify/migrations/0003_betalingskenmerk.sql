-- The betalingskenmerk that a letter prints: by it people look a letter up. Letters of before get theirs from their facts.
ALTER TABLE verzendingen ADD COLUMN betalingskenmerk text;
UPDATE verzendingen SET betalingskenmerk = coalesce(
    feit #>> '{gegevens,betalingskenmerk}', feit #>> '{gegevens,rekening,betalingskenmerk}'
) FROM (
    SELECT originator_id, convert_from(state, 'UTF8')::json -> 'fact' AS feit FROM stored_events WHERE topic = 'BerichtGereserveerd'
) AS feiten WHERE originator_id = bericht_id;
CREATE INDEX verzendingen_betalingskenmerk ON verzendingen (betalingskenmerk) WHERE betalingskenmerk IS NOT NULL;
