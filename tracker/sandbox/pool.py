"""A few children, kept warm, each at one call at a time; one that exceeds its limits is ended and replaced."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker.sandbox import BodyTooCostly, ParserLimits
from tracker.sandbox.child import OUT_OF_MEMORY
from tracker.sandbox.messages import pack_message, receive, unpacked

_HOME = str(Path(__file__).parents[2])  # the folder the package is imported from


class ChildPool:
    """Calls functions in children. Threads may share it; who comes while all are at work waits."""

    def __init__(self, limits: ParserLimits | None = None) -> None:
        self.limits = limits or ParserLimits()
        self._lock = threading.Lock()
        self._all: set[_Child] = set()
        self._closed = False
        # the child used last is used next: where one is enough, a second is never started
        self._free: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(self.limits.children):
            self._free.put(None)

    def call(self, function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Return what *function* of a module of ours gives.

        Raises:
            BodyTooCostly: It went beyond a limit, or ended its process.
            Exception: Whatever *function* raises.
        """
        message = pack_message((function.__module__, function.__qualname__, args, kwargs))
        child = self._free.get()
        try:
            child = child or self._start()
            kind, found, held = child.call(message)
            if held > self.limits.keep_bytes or child.calls >= self.limits.keep_calls:
                self._drop(child)
                child = None
        except BodyTooCostly:
            self._drop(child)
            child = None
            raise
        finally:
            self._free.put(child)
        if kind == OUT_OF_MEMORY:
            raise BodyTooCostly(self._too_large())
        if kind == "raised":
            raise found
        return found

    def close(self) -> None:
        """End all children at once; whoever waits for one is told so."""
        with self._lock:
            self._closed = True
            children, self._all = self._all, set()
        for child in children:
            child.end()

    def _start(self) -> _Child:
        with self._lock:
            if self._closed:
                raise BodyTooCostly("it was not read: the program is ending")
            try:
                child = _Child(self.limits)
            except OSError as error:
                what = f"it was not read: no process can be started for it ({error.strerror})"
                raise BodyTooCostly(what) from error
            self._all.add(child)
            return child

    def _drop(self, child: _Child | None) -> None:
        if child is not None:
            with self._lock:
                self._all.discard(child)
            child.end()

    def _too_large(self) -> str:
        return f"it takes more than {self.limits.memory_bytes // 1_000_000} MB of memory to read"


class _Child:
    """One process. Its limits are its own; that it answers in time is looked after here."""

    def __init__(self, limits: ParserLimits) -> None:
        self._limits, self.calls = limits, 0
        path = os.pathsep.join(part for part in (_HOME, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [
                sys.executable,
                "-P",
                "-m",
                "tracker.sandbox.child",
                str(limits.cpu_seconds),
                str(limits.memory_bytes),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "2"},
            bufsize=0,
        )

    def call(self, message: bytes) -> tuple[str, Any, int]:
        """Return the kind of the answer, the answer, and the bytes the child now holds.

        Raises:
            BodyTooCostly: There was no answer in time, or the child ended.
        """
        self.calls += 1
        due = time.monotonic() + self._limits.wall_seconds
        assert self._process.stdin is not None, "it was opened as a pipe"
        try:
            view = memoryview(message)
            while view:
                view = view[self._process.stdin.write(view) :]
            answer: tuple[str, Any, int] = unpacked(receive(lambda size: self._read(size, due)))
        except (EOFError, BrokenPipeError) as error:
            raise BodyTooCostly(self._why()) from error
        except pickle.UnpicklingError as error:
            raise BodyTooCostly(f"its parser answered what is no answer ({error})") from error
        return answer

    def _read(self, size: int, due: float) -> bytes:
        assert self._process.stdout is not None, "it was opened as a pipe"
        left = max(0.0, due - time.monotonic())
        ready = select.poll()
        ready.register(self._process.stdout, select.POLLIN)
        if not ready.poll(1000 * left):
            seconds = f"{self._limits.wall_seconds:g}"
            raise BodyTooCostly(f"it takes more than {seconds} s to read")
        return self._process.stdout.read(size) or b""

    def _why(self) -> str:
        """Return what the end of the process says of the body."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        if self._process.returncode == -signal.SIGXCPU:
            return f"it takes more than {self._limits.cpu_seconds} s of the processor to read"
        if self._process.returncode == -signal.SIGKILL:
            return "it was not read: the process that read it was killed"
        return "it ends the process that reads it"

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
