"""The first record of ``aiinfra-nlp extract --format json``, without what is empty, for README.md."""

import json
import sys

deal = json.load(sys.stdin)[0]["deals"][0]


def full(value):
    """The value without empty members."""
    if isinstance(value, dict):
        return {k: full(v) for k, v in value.items() if v not in (None, [], {})}
    return [full(v) for v in value] if isinstance(value, list) else value


def lines(value, indent=1):
    """JSON with one field a line and lists of objects one object a line."""
    for key, item in value.items():
        text = json.dumps(item, ensure_ascii=False)
        if isinstance(item, list) and item and isinstance(item[0], dict):
            text = "[\n" + ",\n".join(" " * (indent + 1) + json.dumps(x, ensure_ascii=False) for x in item) + "]"
        yield " " * indent + f"{json.dumps(key)}: {text}"


deal = full({k: v for k, v in deal.items() if k != "mentions"})
print("{\n" + ",\n".join(lines(deal)) + "\n}")
