"""The verbs of `doorstart`, one file each."""
