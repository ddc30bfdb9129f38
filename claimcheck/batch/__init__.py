"""Many articles in one run: each result is kept as soon as it is there, and none is made twice."""
