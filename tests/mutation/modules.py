"""Which tests look after which module of rules."""

RECHT, LEDGER, BBZ = "shared/recht", "services/ledger/domain", "services/bbz/domain"
TESTS: dict[str, tuple[str, ...]] = {
    f"{RECHT}/dagtelling.py": (
        "tests/recht/test_woorden.py",
        "tests/recht/test_dagtelling.py",
        "tests/recht/test_tegenproef.py",
    ),
    f"{RECHT}/rente.py": ("tests/recht/test_aflosschema.py",),
    f"{RECHT}/aflosschema.py": (
        "tests/recht/test_woorden.py",
        "tests/recht/test_aflosschema.py",
    ),
    f"{RECHT}/toerekening.py": ("tests/recht/test_toerekening.py",),
    f"{RECHT}/betalingskenmerk.py": ("tests/recht/test_betalingskenmerk.py",),
    f"{RECHT}/jaarnorm.py": (
        "tests/recht/test_woorden.py",
        "tests/recht/test_vaststelling.py",
    ),
    f"{RECHT}/vaststelling.py": ("tests/recht/test_vaststelling.py",),
    f"{RECHT}/vermogenstoets.py": (
        "tests/recht/test_woorden.py",
        "tests/recht/test_vermogenstoets.py",
    ),
    f"{RECHT}/rijksvergoeding.py": ("tests/recht/test_rijksvergoeding.py",),
    f"{RECHT}/beslistermijnen.py": ("tests/recht/test_termijnen.py",),
    f"{RECHT}/verjaring.py": ("tests/recht/test_termijnen.py",),
    f"{RECHT}/wettelijke_rente.py": ("tests/recht/test_wettelijke_rente.py",),
    f"{LEDGER}/grootboek/boekregels.py": (
        "tests/recht/test_woorden.py",
        "tests/ledger/grootboek/test_boekregels.py",
    ),
    f"{RECHT}/aanmaning.py": (
        "tests/recht/test_termijnen.py",
        "tests/ledger/invordering/test_ladder.py",
    ),
    f"{LEDGER}/invordering/plan.py": ("tests/ledger/invordering/test_ladder.py",),
    f"{LEDGER}/invordering/state.py": ("tests/ledger/invordering/test_ladder.py",),
    f"{LEDGER}/invordering/decide.py": ("tests/ledger/invordering/test_ladder.py",),
    f"{LEDGER}/invordering/volgen.py": ("tests/ledger/invordering/test_ladder.py",),
    "shared/money.py": ("tests/recht/test_geld.py",),
    "shared/dates.py": ("tests/recht/test_datums.py",),
    "shared/parameters.py": ("tests/recht/test_parameters.py",),
    f"{BBZ}/maximum.py": (
        "tests/bbz/test_toetsen.py",
        "tests/bbz/test_maximum.py",
    ),
    f"{BBZ}/looptijd.py": (
        "tests/bbz/test_toetsen.py",
        "tests/bbz/test_maximum.py",
        "tests/bbz/test_verstrekken.py",
        "tests/bbz/test_aanvraag.py",
    ),
    f"{BBZ}/rente.py": (
        "tests/bbz/test_toetsen.py",
        "tests/bbz/test_maximum.py",
        "tests/bbz/test_verstrekken.py",
    ),
    f"{BBZ}/beslistermijn.py": (
        "tests/bbz/test_toetsen.py",
        "tests/bbz/test_beslistermijn.py",
    ),
    f"{BBZ}/producten.py": (
        "tests/bbz/test_toetsen.py",
        "tests/bbz/test_maximum.py",
        "tests/bbz/test_verstrekken.py",
    ),
}
