"""What may import what, and what is shipped."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
PACKAGES = ("tracker", "jobs", "reports")
LEFT_OUT = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as it would be published, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(built)


def test_every_import_contract_is_kept():
    """jobs → reports → tracker, never back; each large dependency in its one place; a pure core."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert f"Contracts: {len(contracts)} kept, 0 broken." in done.stdout


def test_the_wheel_holds_three_packages_and_nothing_else(wheel):
    """Tests, docs and benches stay out: a package called tests in a user's environment shadows theirs."""
    tops = {name.split("/")[0] for name in wheel.namelist()}
    (metadata,) = (name for name in tops if name.endswith(".dist-info"))
    assert metadata.startswith("policy_commitment_tracker-")
    assert tops == {*PACKAGES, metadata}


def test_the_wheel_holds_every_file_of_the_packages(wheel):
    """Lexicons, templates, migrations and the demo site travel with the code; what is missing fails at the user's."""
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not LEFT_OUT.intersection(path.parts)
    }
    shipped = {name for name in wheel.namelist() if name.split("/")[0] in PACKAGES}
    assert shipped == there


@pytest.mark.parametrize(
    "name",
    [
        "tracker/config/example.toml",
        "tracker/link/pairs/links.json",
        "tracker/segment/lexicon/lexicon.toml",
        "tracker/segment/lexicon/verbs.toml",
        "tracker/segment/lexicon/topics.toml",
        "tracker/segment/lexicon/parties.toml",
        "tracker/store/migrations/env.py",
        "tracker/store/migrations/script.py.mako",
        "tracker/store/migrations/versions/0001_initial_schema.py",
        "reports/templates/digest/body.html.j2",
        "reports/templates/report/page.html.j2",
        "jobs/demo/site/config.toml",
        "jobs/demo/site/first/index.html",
    ],
)
def test_the_wheel_holds_what_is_no_python(wheel, name):
    """A file that a package opens at run time is in the wheel, and not empty."""
    assert wheel.getinfo(name).file_size > 0


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_opens_with_an_empty_file(package):
    """An ``__init__.py`` that another distribution overwrites must be one that nobody misses."""
    assert (ROOT / package / "__init__.py").read_bytes() == b""


def test_the_wheel_offers_one_command(wheel):
    """One command, assembled in the top layer, so that nothing imports upwards."""
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    lines = [line.strip() for line in wheel.read(name).decode().splitlines() if line.strip()]
    assert lines == ["[console_scripts]", "policy-tracker = jobs.cli:main"]


# Files of tests that have a store and ask it nothing of its own: processes, files of a cache, imports, and pages, which ask what
# commands and the server ask too.
ASK_NOTHING_OF_THEIR_OWN = {
    "jobs/polling/test_hostile_servers.py",
    "jobs/test_cli.py",
    "jobs/test_context.py",
    "reports/cli/test_terminal_output.py",
    "reports/web/test_kept_index.py",
    "reports/web/test_server.py",
    "reports/site/pages/",
    "reports/site/publish/",
    "test_boundaries.py",
    "test_hostile_text.py",
    "tracker/sources/kinds/test_files.py",
    "tracker/sources/kinds/test_json_paths.py",
}


def test_what_is_left_out_on_postgres_has_no_store():
    """`make test-postgres` leaves folders out because no test in them asks a store for what is its own; one that does would not be run there."""
    (line,) = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "STORELESS :=" in line]
    folders = line.partition("tests/,")[2].rstrip(")").split()
    assert folders
    for folder in folders:
        place = ROOT / "tests" / folder
        for path in place.rglob("*.py") if place.is_dir() else [place]:
            text = path.read_text("utf-8")
            asks = [
                word
                for word in ("tests.stores", "open_store", "stored", "(store,", "(store)")
                if word in text
            ]
            name = path.relative_to(ROOT / "tests").as_posix()
            assert not asks or name.startswith(tuple(ASK_NOTHING_OF_THEIR_OWN)), path


def test_imports_stand_at_the_top():
    """An import inside a function is for an extra, or for a start that was measured (decision 0036): sixty at most."""
    found = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert len(set(found)) <= 60, "\n".join(sorted(set(found)))


# Names that a room is asked for by another, or that stand for one thing in several languages or databases.
OF_A_ROLE = {
    "addresses", "gather", "gather_all", "lay_out", "lay_out_all", "main", "register",  # pages, commands, programs
    "find_slots", "settle_kind", "who_speaks",  # English and Korean
    "exists", "open_backend", "user_error",  # SQLite and PostgreSQL
    "detail_body",  # the same with a bound on what it may cost
}  # fmt: skip


def modules(package):
    """Return the parsed modules of a package, without the migrations, by path."""
    return {
        path: ast.parse(path.read_text("utf-8"))
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_of_a_package_is_one_thing(package):
    """Two functions of one name that do two things, or two classes or modules, send a reader to the wrong room. Commands are named as they are typed."""
    homes = defaultdict(list)
    for path, tree in modules(package).items():
        if path.stem not in ("__init__", "__main__"):
            homes[f"module {path.stem}"].append(path)
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if node.name not in OF_A_ROLE and "command" not in path.stem:
                homes[node.name].append(path)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


NO_VERB = {"A", "An", "How", "The", "This", "What", "Where", "Whether"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_public_function_says_what_it_does(package):
    """The first line of its docstring is an order: "Return …", "Yield …", "Say whether …"; that of a property is a noun."""
    faults = []
    for path, tree in modules(package).items():
        public = [
            node
            for within in ast.walk(tree)
            if isinstance(within, ast.Module | ast.ClassDef)
            and not getattr(within, "name", "").startswith("_")
            for node in within.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        ]
        for node in public:
            said = (ast.get_docstring(node) or "").split(" ", 1)[0]
            is_noun = any("property" in ast.unparse(one) for one in node.decorator_list)
            if not said or (said in NO_VERB and not is_noun):
                faults.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert faults == []
