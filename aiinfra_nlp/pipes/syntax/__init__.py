"""The chunks of a sentence, their cases and their clauses."""
