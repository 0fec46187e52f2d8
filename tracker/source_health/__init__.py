"""How a source fares: its silence, a probe of it, and the report of all. Its states: :mod:`tracker.health_states`."""
