"""Premise-claim pairs to train the verifier on: public labelled sets and pairs made from official texts."""
