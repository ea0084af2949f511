"""Which tests look after which module of rules."""

LEDGER, BBZ = "services/ledger/domain", "services/bbz/domain"
TESTS: dict[str, tuple[str, ...]] = {
    f"{LEDGER}/dagtelling.py": ("tests/law/test_woorden.py", "tests/law/test_dagtelling.py", "tests/law/test_tegenproef.py"),
    f"{LEDGER}/rente.py": ("tests/law/test_aflosschema.py",),
    f"{LEDGER}/aflosschema.py": (
        "tests/law/test_woorden.py",
        "tests/law/test_aflosschema.py",
    ),
    f"{LEDGER}/toerekening.py": ("tests/law/test_toerekening.py",),
    f"{LEDGER}/betalingskenmerk.py": ("tests/law/test_betalingskenmerk.py",),
    f"{LEDGER}/jaarnorm.py": (
        "tests/law/test_woorden.py",
        "tests/law/test_vaststelling.py",
    ),
    f"{LEDGER}/vaststelling.py": ("tests/law/test_vaststelling.py",),
    f"{LEDGER}/vermogenstoets.py": (
        "tests/law/test_woorden.py",
        "tests/law/test_vermogenstoets.py",
    ),
    f"{LEDGER}/rijksvergoeding.py": ("tests/law/test_rijksvergoeding.py",),
    f"{LEDGER}/termijnen.py": ("tests/law/test_termijnen.py",),
    f"{LEDGER}/verjaring.py": ("tests/law/test_termijnen.py",),
    f"{LEDGER}/wettelijke_rente.py": ("tests/law/test_wettelijke_rente.py",),
    f"{LEDGER}/boekregels.py": (
        "tests/law/test_woorden.py",
        "tests/law/test_boekregels.py",
    ),
    f"{LEDGER}/aanmaning.py": ("tests/law/test_termijnen.py", "tests/ledger/test_ladder.py"),
    f"{LEDGER}/invorderingsplan.py": ("tests/ledger/test_ladder.py",),
    f"{LEDGER}/invorderingstraject.py": ("tests/ledger/test_ladder.py",),
    f"{LEDGER}/decide_invordering.py": ("tests/ledger/test_ladder.py",),
    f"{LEDGER}/volg_schuld.py": ("tests/ledger/test_ladder.py",),
    "shared/money.py": ("tests/law/test_geld.py",),
    "shared/dates.py": ("tests/law/test_datums.py",),
    "shared/parameters.py": ("tests/law/test_parameters.py",),
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
    f"{BBZ}/rente.py": ("tests/bbz/test_toetsen.py", "tests/bbz/test_maximum.py", "tests/bbz/test_verstrekken.py"),
    f"{BBZ}/beslistermijn.py": (
        "tests/bbz/test_toetsen.py",
        "tests/bbz/test_beslistermijn.py",
    ),
    f"{BBZ}/producten.py": ("tests/bbz/test_toetsen.py", "tests/bbz/test_maximum.py", "tests/bbz/test_verstrekken.py"),
}
