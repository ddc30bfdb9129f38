"""From an article to claims: clauses, attribution, standalone wording, check-worthiness."""
