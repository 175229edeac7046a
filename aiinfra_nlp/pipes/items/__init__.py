"""Several deals in one sentence, and parts of one."""
