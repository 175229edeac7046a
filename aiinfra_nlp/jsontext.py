"""jsontext: JSON from outside -> data, or one kind of error.

``json.loads`` raises two more on hostile files: RecursionError (a hundred thousand brackets)
and a bare ValueError (an integer of more than 4,300 digits).
"""

from __future__ import annotations

import json
from typing import Any


def loads(text: str) -> Any:
    """As ``json.loads``.

    Raises:
        json.JSONDecodeError: whatever is wrong with the text.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text, 0) from None
    except ValueError:
        raise json.JSONDecodeError("a number with thousands of digits", text, 0) from None
