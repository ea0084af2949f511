-- A promise is said with its number of days, as its parameter has it; the rows of before had the number in words.
UPDATE werkvoorraad
SET grondslag = replace(replace(replace(grondslag, 'twee werkdagen', '2 werkdagen'), 'vijf werkdagen', '5 werkdagen'), 'tien dagen', '10 dagen')
WHERE herkomst = 'belofte';
