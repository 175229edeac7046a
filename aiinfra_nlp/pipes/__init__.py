"""The stages of the pipeline, one module each; ``components`` makes spaCy components of them."""
