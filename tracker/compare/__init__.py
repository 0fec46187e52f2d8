"""How every line moved: :mod:`tracker.compare.compare_units` decides, with the rules beside it."""
