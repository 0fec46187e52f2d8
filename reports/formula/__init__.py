"""Formula watch as readers see it: asked of a store, as text, CSV and JSON, as a picture, in a digest.

configured      [[formulas]] of config.toml
query           the history of a formula, from a store
sentences       the history on a screen, its news in a sentence each
tables          rows for CSV and JSON
chart           one row an issuer, one mark a use
page            finished values for a page
digest_section  what of it is news in a window
"""
