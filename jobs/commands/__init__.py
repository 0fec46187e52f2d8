"""Commands of the operator and the analyst: each module registers its own on the Typer app."""
