"""What in a text evokes a deal: its words, sums, capacities, stakes and dates."""
