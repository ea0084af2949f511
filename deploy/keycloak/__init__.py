"""A realm to try the login with: our clients and the staff of the demo organisation. A city makes its own after docs/login.md."""
