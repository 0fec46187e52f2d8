"""The guard against a shared environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.cli import install_check
from tracker.errors import InstallError


def build_distribution(folder: Path, name: str, *files: str) -> str:
    """Lay out the metadata of an installed wheel; returns the folder it is in."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    return str(folder)


def test_another_owner_of_a_package_name_is_refused(tmp_path):
    """Where another distribution holds files under jobs/, the command refuses to run and names it."""
    other = build_distribution(tmp_path, "shift-planner", "jobs/__init__.py", "jobs/shift.py")
    with pytest.raises(InstallError, match="'jobs' is also installed by 'shift_planner'"):
        install_check.check_package_owner([other])


def test_our_own_wheel_passes(tmp_path):
    """Our own distribution may own all three packages, however its name is spelt."""
    ours = build_distribution(
        tmp_path,
        "policy_commitment_tracker",
        "jobs/cli.py",
        "tracker/cli/commands.py",
        "reports/cli/report_commands.py",
    )
    install_check.check_package_owner([ours])


def test_a_package_whose_name_merely_contains_ours_passes(tmp_path):
    """A distribution of "cronjobs/" or "my/jobs/" is no collision."""
    other = build_distribution(tmp_path, "cron", "cronjobs/__init__.py", "my/jobs/__init__.py")
    install_check.check_package_owner([other])


def test_the_environment_of_these_tests_passes():
    """A checkout or an editable install is a fit place to run from."""
    install_check.check_package_owner()
