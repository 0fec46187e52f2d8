"""The test suite beside a load: ``python -m bench.beside_load [--load 6] [--times 10] [PYTEST ARGUMENTS]``.

So many processes that do nothing but count run beside it, as long as it runs; what fails then hangs on a
clock. Printed is a line of JSON for each time: what failed, how long it took, the load of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

SUITE = ("-n", "2", "--dist", "loadfile", "-m", "not browser")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@contextmanager
def busy(number: int) -> Iterator[None]:
    """Keep *number* processors busy, or as busy as they can be."""
    counting = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(number)]
    try:
        yield
    finally:
        for one in counting:
            one.kill()
            one.wait()


def run_suite(arguments: list[str]) -> dict[str, object]:
    """Run the tests once, and say what came of it."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SUITE, *arguments]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    last = said.stdout.strip().splitlines()[-1:] or said.stderr.strip().splitlines()[-1:]
    return {
        "passed": said.returncode == 0,
        "failed": FAILED.findall(said.stdout),
        "said": "".join(last),
        "seconds": round(time.monotonic() - begun),
        "load": [round(one, 1) for one in os.getloadavg()],
    }


def main() -> None:
    """Run the suite so often, and exit with 1 where it failed once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--load", type=int, default=6)
    parser.add_argument("--times", type=int, default=10)
    given, arguments = parser.parse_known_args()
    passed = True
    with busy(given.load):
        for _ in range(given.times):
            found = run_suite(arguments)
            print(json.dumps(found), flush=True)
            passed = passed and bool(found["passed"])
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
