"""Units, lines, dossiers and hits as text for a terminal."""
