"""Formula watch as readers see it: asked of a store, as text, CSV and JSON, as a picture, in a digest.

query           the history of a formula, from a store
configured      [[formulas]] of config.toml
tables          rows for CSV and JSON
digest_section  what of it is news in a window
"""
