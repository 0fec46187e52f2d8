"""What the C library does with memory, as a process is told (glibc)."""

from __future__ import annotations

import gc
import subprocess
import sys

from tracker.memory import collect_often

# One thread holds forty megabytes of small values and lets go of them, then the next one does; the first value stays.
THREADS = """
import sys, threading
from pathlib import Path
from tracker.memory import share_one_arena
if sys.argv[1] == "in one place":
    share_one_arena()
kept = []
def work():
    held = [bytes(1000) for _ in range(40_000)]
    kept.append(held[-1])
for _ in range(4):
    thread = threading.Thread(target=work)
    other = threading.Thread(target=thread.start)
    other.start(); other.join(); thread.join()
status = Path("/proc/self/status").read_text().split()
print(int(status[status.index("VmHWM:") + 1]) // 1024)
"""


def most_held(how):
    ran = subprocess.run([sys.executable, "-c", THREADS, how], capture_output=True, text=True, check=True)
    return int(ran.stdout)


def test_one_thread_uses_what_another_let_go_of():
    """A daemon that relates and then composes holds what the larger of both takes, not the sum."""
    assert 1.5 * most_held("in one place") < most_held("each in its own")


class Page:
    """What a page is made from, and a macro of its template that names it: neither is let go of before cycles are looked for."""

    def __init__(self) -> None:
        self.macros = [lambda: self for _ in range(60)]


def test_a_server_lets_go_of_pages_soon_after_it_has_answered_them():
    """Of two thousand pages that were answered it holds fewer than a few hundred."""
    before = gc.get_threshold()
    collect_often()
    try:
        for _ in range(2000):
            Page()
        held = sum(isinstance(one, Page) for one in gc.get_objects())
    finally:
        gc.set_threshold(*before)
    assert held < 300
