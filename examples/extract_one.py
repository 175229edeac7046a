"""Extract the deals of one article and print what an analyst wants first.

python examples/extract_one.py examples/articles/example.txt
"""

import sys
from pathlib import Path

from aiinfra_nlp import extract_deals

path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "articles" / "example.txt"
article = path.read_text(encoding="utf-8")

for deal in extract_deals(article, article_date="2026-09-09"):
    parties = ", ".join(f"{party.name} ({party.role})" for party in deal.parties)
    money = f"{deal.amount.currency} {deal.amount.value or deal.amount.low:,}" if deal.amount else "no amount"
    print(f"{deal.type}, {deal.status}: {parties}: {money}")
    for sentence in deal.evidence:
        # every mention points to its characters in the article
        assert article[sentence.start : sentence.end] == sentence.text
        print(f"    {sentence.text}")
