-- The loans that ever had a proposal: the list of what waits for a second person looks at these only.
CREATE INDEX regels_voorgesteld ON regels (lening_id) WHERE soort = 'BesluitVoorgesteld';
