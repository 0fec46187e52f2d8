"""What decides a link, fitted to coded chains and judged pairs."""
