"""Load, decide, append: one loan, a page of loans in a day, a page of bank lines, a bank file."""
