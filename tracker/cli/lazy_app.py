"""Commands that are loaded when they are called: ``--help`` needs their names and a line about each, and no more.

So a module of commands imports what it needs at its top, and nobody waits for what
another command needs: ``policy-tracker --help`` takes 0.2 s, all modules together 2 s.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from tracker.errors import did_you_mean

UsageError: type[Exception] = typer.BadParameter.__mro__[
    1
]  # of every wrong call; Typer shows it under no name
READS_STORE = frozenset(  # commands that tell of statements: who hands them a file means its statements
    "lines history search report deadlines formula brief export cite".split()
)
_NO_CHOICE = re.compile(r"'(?P<given>[^']+)' is not one of (?P<known>'.+')")
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<file>\S+)\)")


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """A command by the module whose ``register`` adds it to an app, and what the list of commands says of it."""

    module: str
    about: str  # the first sentence of its help; a test compares


class LoadedCommands(Mapping[str, Any]):
    """Commands by name, each loaded when it is asked for."""

    def __init__(self, commands: Mapping[str, LazyCommand]) -> None:
        self._commands = commands

    def __getitem__(self, name: str) -> Any:
        return _commands_of(self._commands[name].module)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


def lazy_app(commands: Mapping[str, LazyCommand], about: str) -> typer.Typer:
    """Return an app of *commands* that says *about* of itself."""

    class LazyGroup(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands = LoadedCommands(commands)  # type: ignore[assignment]  # read, never written

        def invoke(self, context: Any) -> Any:
            """Do what a command line says; a wrong call is told in words that say what was meant."""
            try:
                return super().invoke(context)
            except UsageError as error:
                told: Any = error
                asked = told.ctx.command if told.ctx else None
                options = [name for one in asked.params for name in one.opts] if asked else []
                told.message = plain_fault(told.message, asked.name if asked else "", options)
                if getattr(told, "option_name", "") == "--port" and "--listen" in options:
                    told.possibilities = ["--listen HOST:PORT"]
                raise

        def list_commands(self, _context: Any) -> list[str]:
            """Return the names of the commands, in the order of the table."""
            return list(commands)

        def format_commands(self, _context: Any, formatter: Any) -> None:
            """Write the list of commands by what the table says of them, and load none."""
            with formatter.section("Commands"):
                formatter.write_dl([(name, command.about) for name, command in commands.items()])

    app = typer.Typer(
        cls=LazyGroup,
        help=about,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"max_content_width": 110, "help_option_names": ["-h", "--help"]},
    )
    app.callback()(_nothing)
    return app


def plain_fault(message: str, command: str = "", options: Collection[str] = ()) -> str:
    """Return *message* of a wrong call without the words of the library that found it, and with what may be meant.

    *command* is the name of what was called, *options* those it has.

    >>> print(plain_fault("Value error, 'change' is not one of 'units', 'changes'."))
    'change' is not one of 'units', 'changes'; did you mean "changes"?
    """
    said = message.replace("Value error, ", "")
    if choice := _NO_CHOICE.search(said):
        near = did_you_mean(choice["given"], re.findall(r"'([^']+)'", choice["known"]))
        return f"{said.removesuffix('.')}; {near}" if near else said
    extra = _EXTRA.fullmatch(said)
    file = extra["file"] if extra else ""
    if file.endswith(".toml"):
        return f"{said}; did you mean --config {file}?" if "--config" in options else said
    if file and command in READS_STORE and Path(file).is_file():
        return (
            f"{file}: this command reads the store, not files; "
            f"`policy-tracker ingest {file}` first, or `policy-tracker read {file}`"
        )
    return said


@cache
def _commands_of(module: str) -> Mapping[str, Any]:
    """Return the commands that *module* registers, by name: made once a process, which takes 2 to 16 ms."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback()(_nothing)  # else one command alone is no group
    import_module(module).register(app)
    group: Any = typer.main.get_command(app)
    commands: Mapping[str, Any] = group.commands
    return commands


def _nothing() -> None:
    pass
