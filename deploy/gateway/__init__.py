"""One address for all pages and APIs. No logic: a table of addresses, a start page, and a calm answer when a service is down."""
