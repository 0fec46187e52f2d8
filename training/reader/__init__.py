"""The network that finds units: its encoder, its training, its calibration and its card."""
