"""What the site costs to build: ``python -m bench.site URL`` on a store that holds something (bench/stores.py makes one).

Four figures: the name of the state, the atlas, all pages, and a second run in which
nothing has changed. CPU is of this process and those it starts.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reports.config.site_settings import SiteSettings
from reports.site.index_builder import build_index
from reports.site.publish.build import build_site
from tracker.store import open_store

Made = TypeVar("Made")


def timed(name: str, act: Callable[[], Made]) -> Made:
    """Do *act* and print how long it took."""
    before, started = sum(os.times()[:4]), time.perf_counter()
    made = act()
    took = {"seconds": round(time.perf_counter() - started, 4), "cpu": round(sum(os.times()[:4]) - before, 2)}
    print(json.dumps({"what": name} | took))
    return made


def main(url: str) -> None:
    """Measure on the store at *url*, into a folder that goes again."""
    with open_store(url) as store:
        store.generation()  # connects
        timed("generation", store.generation)
        atlas = timed("survey", lambda: build_index(store))
        held = {"releases": len(atlas.releases), "lines": len(atlas.lines), "changes": len(atlas.changes)}
    del atlas
    with tempfile.TemporaryDirectory() as folder:
        for name in ("build", "build again"):
            done = timed(name, lambda: build_site(url, Path(folder) / "site", SiteSettings()))
            held[f"{name}: pages written"] = done.written
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(held | {"megabytes": used}))


if __name__ == "__main__":
    main(sys.argv[1])
