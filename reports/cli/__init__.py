"""Commands: each module registers its own on the Typer app."""
