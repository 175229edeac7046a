"""Read articles as JSON Lines, write their deals as JSON Lines, without holding either.

    python examples/stream_jsonl.py < articles.jsonl > deals.jsonl

Each line in is {"id": ..., "text": ..., "date": ... or nothing}; each line out is
{"id": ..., "deals": [...]} or, when an article cannot be read, {"id": ..., "error": ...}.
"""

import json
import sys

from aiinfra_nlp import extract_many


def articles(lines):
    """Id, text and date of each line."""
    for number, line in enumerate(lines, 1):
        record = json.loads(line)
        yield str(record.get("id", number)), record["text"], record.get("date")


for result in extract_many(articles(sys.stdin)):
    out = {"id": result.id}
    if result.error:
        out["error"] = result.error
    else:
        out["deals"] = [deal.model_dump(mode="json", exclude_none=True) for deal in result.deals]
    sys.stdout.write(json.dumps(out, ensure_ascii=False) + "\n")
