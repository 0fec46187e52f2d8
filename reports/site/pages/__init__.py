"""One module for each sort of page: gather, lay out, list its addresses."""
