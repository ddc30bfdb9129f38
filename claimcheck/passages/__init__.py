"""Windows of official documents and the search over them."""
