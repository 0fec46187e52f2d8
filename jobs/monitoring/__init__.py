"""Status, health and metrics, on the terminal and over HTTP."""
