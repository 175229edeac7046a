"""String in, exact value out: money, numbers, dates, capacities, rates. No spaCy."""
