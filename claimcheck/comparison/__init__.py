"""Two or more documents side by side: what both say, what one says alone, where they differ and how far."""
