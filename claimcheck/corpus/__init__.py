"""Built corpora: official documents on disk, indexed once, added to daily, searched in a moment."""
