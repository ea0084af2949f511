"""The course of loans from conditions and mutations, for any two clocks: what-if, `doorstart reken lening`, a check on the ledger."""
