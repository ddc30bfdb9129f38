"""Encoders that turn texts into vectors, and the cache that remembers them: `encoders.load_encoder`."""
