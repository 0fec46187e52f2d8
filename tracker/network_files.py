"""The files of a network that ships with the package: its tokenizer, and the network itself, checked against its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import InstallError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Shipped:
    """What an error says of the files of a network: whose they are, and what to do."""

    whose: str
    remedy: str


def load_tokenizer(folder: Traversable, shipped: Shipped) -> Tokenizer:
    """Return the tokenizer in *folder*, without cutting or filling up.

    Raises:
        InstallError: The file is missing or damaged.
    """
    from tokenizers import Tokenizer  # takes 30 ms to load, and most commands read nothing

    try:
        made = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8"))
    except Exception as error:
        raise InstallError(
            f"the tokenizer of {shipped.whose} cannot be loaded", remedy=shipped.remedy
        ) from error
    made.no_truncation()
    made.no_padding()
    return made


def open_checked(
    file: Traversable, sha256: str, shipped: Shipped, unjoined: Sequence[str] = ()
) -> InferenceSession:
    """Return the network in *file*, ready to be asked; *unjoined* as for :func:`open_network`.

    Raises:
        InstallError: The file is missing, or has not the hash *sha256*.
    """
    try:
        with as_file(file) as network:
            with network.open("rb") as held:
                found = hashlib.file_digest(held, "sha256").hexdigest()
            if found != sha256:
                raise InstallError(
                    f"the network of {shipped.whose} is not the one of this version", remedy=shipped.remedy
                )
            return open_network(network, unjoined)
    except OSError as error:
        raise InstallError(f"the network of {shipped.whose} is missing", remedy=shipped.remedy) from error


def open_network(network: Path, unjoined: Sequence[str] = ()) -> InferenceSession:
    """Return *network*, a file of ONNX, ready to be asked on one thread: callers read documents side by side.

    The runtime is given the file and not its bytes, since it keeps bytes as long as the session, 23 MB.
    *unjoined* are the optimizers of the runtime that are left out: this version of it is slower where they
    join two steps.
    """
    import onnxruntime  # takes 100 ms to load, and most commands read nothing

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(network), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(unjoined)
    )
