"""What changed between two texts that one release has shown.

    two documents ─► passages ─► alignment ─► a class for each stretch that differs
                                     │
                                     └─► units of both sides, read with the edit in view ─► labels

Every word that differs is kept, with its class; what moved in a unit gets a label,
what counts outside of units is told as "words changed", the rest is counted.
"""
