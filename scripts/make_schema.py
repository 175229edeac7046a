"""Write aiinfra_nlp/schema/deal.schema.json from the records. A test keeps it in step."""

import json
from pathlib import Path

from aiinfra_nlp.records import Deal

TARGET = Path(__file__).resolve().parents[1] / "aiinfra_nlp" / "schema" / "deal.schema.json"


def make_schema() -> str:
    """The JSON Schema of a deal record as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Deal.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(make_schema(), encoding="utf-8")
    print(f"{TARGET} written")
