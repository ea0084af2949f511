"""Which address belongs to which service. An ingress of a city uses the same table."""

SERVICES = ("intake", "routing", "bbz", "ledger", "notify", "klok", "organisatie")

PAGES = {
    "aanmeldingen": "intake",
    "zoeken": "intake",
    "personen": "intake",
    "stukken": "intake",
    "inleveren": "intake",
    "werkvoorraad": "routing",
    "dossiers": "routing",
    "aanvragen": "bbz",
    "debiteuren": "ledger",
    "leningen": "ledger",
    "vaststellingen": "ledger",
    "vorderingen": "ledger",
    "bank": "ledger",
    "parameters": "ledger",
    "brieven": "notify",
}

ROUTES: dict[str, str] = {service: service for service in SERVICES} | PAGES


def service_of(path: str) -> str | None:
    """The service behind a path, by its first part; None when the path is the gateway's own or nobody's."""
    return ROUTES.get(path.lstrip("/").partition("/")[0])
