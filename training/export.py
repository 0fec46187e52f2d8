"""Write a trained reader as an int8 ONNX network: the file that the product runs."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.network import Reader

OPSET = 17


def export(reader: Reader, path: Path) -> None:
    """Write *reader* to *path*: weights of eight bits, one scale for each column.

    Inputs are ``pieces`` and ``mask`` (windows × length, int64), the output is
    ``scores`` (windows × length × all heads, float32 logits).
    """
    reader = reader.eval()
    pieces = torch.randint(1000, 2000, (2, 24))
    axes = {0: "windows", 1: "length"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of what is constant by intention
        plain, ready = Path(folder, "plain.onnx"), Path(folder, "ready.onnx")
        torch.onnx.export(
            reader,
            (pieces, torch.ones_like(pieces)),
            str(plain),
            input_names=["pieces", "mask"],
            output_names=["scores"],
            dynamic_axes={"pieces": axes, "mask": axes, "scores": axes},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(path),
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
        )
