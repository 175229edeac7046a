"""A deal word with its names and sums -> an event."""
