"""Bank files from banks and from people who wish us ill: read exactly, or refused as a whole with the reason."""

from pathlib import Path

import pytest

from services.ledger.adapters.bank.formaat import read
from services.ledger.domain.bank.afschrift import AfschriftKloptNiet

SAMPLES = Path(__file__).parents[3].parent / "shared" / "data" / "bank"
ACCEPTED = {
    "bng_camt053_anonymised_2021.xml": (1, 23, -372_981),
    "camt053_two_statements.xml": (2, 2, 185),
    "ing_camt053_example.xml": (1, 9, 60_500),
    "rabobank_camt053_example.xml": (1, 6, -16),
    "ing_mt940_business_structured.txt": (1, 3, -658),
    "ing_mt940_from_spec.txt": (1, 8, -9_788),
    "rabobank_mt940_structured.txt": (2, 9, 1_769_839),
    "rabobank_mt940_tax_office.txt": (1, 1, -200_000),
}
REFUSED = {
    "bng_camt053_bank_charges_2023.xml": "Het saldo van afschrift 4760859 klopt niet",
    "camt053_broken.xml": "geen enkel afschrift",
    "camt053_empty_statement.xml": "eindsaldo|verplichte gegevens",
    "camt053_external_entity_attack.xml": "DTD",
    "camt053_missing_amount.xml": "verplichte gegevens",
    "camt053_negative_amount.xml": "negatief bedrag|verplichte gegevens",
    "camt053_same_day_twins.xml": "beginsaldo|verplichte gegevens",
    "camt053_v8_mixed_currencies.xml": "bedrag in SEK",
    "abnamro_mt940_examples_2013.txt": "Het saldo van afschrift 14901 klopt niet",
    "bng_mt940_same_salary_twice.txt": "Het saldo van afschrift 1 klopt niet",
    "mt940_30_february.txt": "datum die niet bestaat",
}
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample files of banks are not on this machine"
)


@needs_samples
@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_a_well_formed_file_is_read_to_the_cent(name: str) -> None:
    _, afschriften = read((SAMPLES / name).read_bytes())
    regels = [regel for afschrift in afschriften for regel in afschrift.regels]
    assert (len(afschriften), len(regels), sum(regel.bedrag_cent for regel in regels)) == ACCEPTED[
        name
    ]


@needs_samples
@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_bad_file_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(AfschriftKloptNiet, match=REFUSED[name]):
        read((SAMPLES / name).read_bytes())


@needs_samples
def test_every_sample_has_its_verdict() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == set(ACCEPTED) | set(REFUSED)
