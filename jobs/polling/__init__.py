"""Poll every source once: what to fetch, what to accept of it, what to write down."""
