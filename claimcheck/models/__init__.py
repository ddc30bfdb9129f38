"""Models and their caches: `encoders.load_encoder` for vectors, `verifiers.load_verifier` for entailment."""
