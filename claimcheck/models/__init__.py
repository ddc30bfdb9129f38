"""Encoders and verifiers: the models behind retrieval and entailment."""
