-- What was called in at once has no number: a line that was told before that was known, says nothing of a term.
UPDATE tijdlijn SET toelichting = '' WHERE toelichting LIKE 'Termijn 0 %';
