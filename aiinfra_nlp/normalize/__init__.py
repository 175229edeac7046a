"""String in, exact value out: money, numbers, dates, capacities, rates. No spaCy."""

from .fold import Folded, fold
from .money import Money, find_money, parse_money

__all__ = ["Folded", "Money", "find_money", "fold", "parse_money"]
