"""Scripts that make the model files in claimcheck/resources from data given by path."""
