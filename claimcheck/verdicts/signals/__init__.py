"""Comparisons of what language/ found in a claim and in a passage: what agrees, what differs and how."""
