"""The embedded runtime and the `doorstart` command line."""
