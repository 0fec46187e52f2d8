"""Which earlier statement a unit continues: :mod:`tracker.link.place_units` decides, the rooms beside it say on what."""
