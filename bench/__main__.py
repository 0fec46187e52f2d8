"""Every bench, one JSON line each: ``python -m bench``. Figures go into notes and docs, never into a test."""

from __future__ import annotations

import sys

from bench import read

if __name__ == "__main__":
    sys.exit(read.main(sys.argv[1:]))
