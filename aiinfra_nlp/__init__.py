"""Structured deal records from Japanese articles on AI-infrastructure investment.

>>> from aiinfra_nlp import extract_deals
>>> deal, = extract_deals("オラクルはOpenAIと5年間で3000億ドルのクラウド契約を結んだ。")
>>> deal.type, str(deal.amount.value), deal.amount.currency
('compute_contract', '300000000000', 'USD')
"""

from .errors import AiinfraError, AnnotationError, DataError, InputError, ModelError
from .pipeline import Result, extract_deals, extract_many, load, read
from .records import Amount, Capacity, Deal, Figure, Mention, Party, Period

__version__ = "0.1.0"
__all__ = [
    "AiinfraError", "Amount", "AnnotationError", "Capacity", "DataError", "Deal", "Figure", "InputError",
    "Mention", "ModelError", "Party", "Period", "Result", "extract_deals", "extract_many", "load", "read",
]
