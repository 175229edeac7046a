"""``python -m aiinfra_nlp.annotations``."""

from .commands import main

raise SystemExit(main())
