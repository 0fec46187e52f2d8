"""Text to tracked units: `reader` does it; whoever only needs sentences or the lexicon loads no network."""
