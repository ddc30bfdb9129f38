"""Claim and passages into a verdict per party."""
