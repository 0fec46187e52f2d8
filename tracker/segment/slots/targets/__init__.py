"""Towards whom or what a unit goes: a noun phrase of its clause, found without a parser."""
