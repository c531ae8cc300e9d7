"""Which declaration does a column get? Rules by type, by name, for unique columns, and their order."""
