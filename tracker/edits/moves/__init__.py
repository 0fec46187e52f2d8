"""How the units of an edit moved: which became which, and the label that the words of the edit give."""
