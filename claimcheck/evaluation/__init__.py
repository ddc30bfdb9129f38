"""How well verdicts agree with labels made by hand: `bench.bench` on labelled cases and sets of pairs."""
