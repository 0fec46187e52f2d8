"""How the words of two statements differ, and what of it only moved or was quoted otherwise."""
