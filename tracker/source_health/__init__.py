"""How a source fares: its states, its silence, a probe of it, and the report of all."""
