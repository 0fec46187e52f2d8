"""The child: reads a call from its standard input, makes it under its limits, writes what came of it.

It is started as ``python -m tracker.sandbox.child CPU_SECONDS MEMORY_BYTES`` and ends when its input
does. It heeds no SIGINT and no SIGTERM: whoever stops the parent is answered by the parent.
"""

from __future__ import annotations

import importlib
import os
import pickle
import resource
import signal
import sys
import traceback
from typing import Any

from tracker.sandbox.messages import pack_message, receive

OUT_OF_MEMORY = "memory"


def main() -> None:
    """Answer calls until there are no more."""
    cpu_seconds, memory_bytes = map(int, sys.argv[1:3])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no answer
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, memory_bytes)
    while True:
        try:
            call = receive(lambda size: os.read(sys.stdin.fileno(), size))
        except EOFError:
            return
        answer = pack_message((*_answer(call, cpu_seconds), _held_bytes()))
        del call
        view = memoryview(answer)
        while view:
            view = view[answers.write(view) :]


def _answer(call: bytes, cpu_seconds: int) -> tuple[str, Any]:
    """Return what kind of answer it is (found, raised or memory), and the answer."""
    try:
        module, name, args, kwargs = pickle.loads(call)  # noqa: S301 - of our own parent
        function = getattr(importlib.import_module(module), name)
        _allow(cpu_seconds)
        return "found", function(*args, **kwargs)
    except MemoryError:
        return OUT_OF_MEMORY, None
    except Exception as error:  # noqa: BLE001 - raised again by the parent
        if not type(error).__module__.startswith("tracker."):
            error.add_note(traceback.format_exc())
        error.__traceback__ = error.__cause__ = error.__context__ = None
        return "raised", _sendable(error)
    finally:
        _allow(None)


def _allow(cpu_seconds: int | None) -> None:
    """Let the system end this process after *cpu_seconds* more of the processor; None = never."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = None if cpu_seconds is None else int(used.ru_utime + used.ru_stime) + cpu_seconds + 1
    _limit(resource.RLIMIT_CPU, most)


def _limit(what: int, most: int | None) -> None:
    """Set a soft limit, None = none; what the system allows this user anyway is not gone beyond."""
    _, hard = resource.getrlimit(what)
    if most is None or hard != resource.RLIM_INFINITY:
        most = hard if most is None else min(most, hard)
    resource.setrlimit(what, (most, hard))


def _held_bytes() -> int:
    """Return the memory this process has; 0 where the system does not say. (ru_maxrss begins with the parent's.)"""
    try:
        with open("/proc/self/statm", "rb") as pages:  # noqa: PTH123 - pathlib is not loaded for this
            return int(pages.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _sendable(error: Exception) -> Exception:
    """Return *error*, or where it cannot be sent, one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - just made
    except Exception:  # noqa: BLE001 - exceptions of libraries hold what cannot be sent
        other = RuntimeError(f"{type(error).__name__}: {error}")
        for note in getattr(error, "__notes__", ()):
            other.add_note(note)
        return other
    return error


if __name__ == "__main__":
    main()
