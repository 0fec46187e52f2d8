"""Shapes, colours, scales and their rendering by matplotlib."""
