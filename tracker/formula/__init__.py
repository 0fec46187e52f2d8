"""Formula watch: every use of a set phrase across all issuers, its variants, and who left it out. Pure."""
