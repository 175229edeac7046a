"""training: annotated documents -> a model folder (see ``aiinfra_nlp.train``)."""
