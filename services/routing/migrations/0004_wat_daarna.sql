-- What is ours to do once a day has passed for whoever we waited for.
ALTER TABLE werkvoorraad ADD COLUMN actie_daarna text NOT NULL DEFAULT '';

UPDATE werkvoorraad SET wacht_op = 'ons' WHERE stap IN ('achterstand', 'vervolggesprek');
UPDATE werkvoorraad SET actie_daarna = 'Besluit over de aanvraag zonder de gevraagde gegevens' WHERE stap = 'aanvulling';
UPDATE werkvoorraad
SET termijn = wacht_sinds + 10, herkomst = 'belofte', grondslag = 'na tien dagen zonder bericht vragen wij het na',
    actie_daarna = 'Vraag na hoe het gaat bij de partner'
WHERE stap = 'begeleiding' AND wacht_sinds IS NOT NULL;
