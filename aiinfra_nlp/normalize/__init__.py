"""String in, exact value out: money, numbers, dates, capacities, rates. No spaCy."""

from .capacity import CapacityMention, find_capacities
from .dates import DateMention, find_dates
from .fold import Folded, fold
from .fx import Conversion, to_usd
from .money import Money, find_money, parse_money
from .numbers import NumberMention, find_numbers, find_percents, find_stakes, parse_number
from .periods import PeriodMention, find_periods

__all__ = [
    "CapacityMention",
    "Conversion",
    "DateMention",
    "Folded",
    "Money",
    "NumberMention",
    "PeriodMention",
    "find_capacities",
    "find_dates",
    "find_money",
    "find_numbers",
    "find_percents",
    "find_periods",
    "find_stakes",
    "fold",
    "parse_money",
    "parse_number",
    "to_usd",
]
