"""The commands of this package alone: ``python -m reports``."""

import typer

from reports.cli import (
    brief_command,
    comparison_commands,
    digest_commands,
    formula_command,
    report_commands,
    serve_command,
    site_commands,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for commands in (
    report_commands,
    comparison_commands,
    digest_commands,
    formula_command,
    brief_command,
    site_commands,
    serve_command,
):
    commands.register(app)
app()
