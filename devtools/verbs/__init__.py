"""One file per verb: its docstring is its help, ``run`` does it."""
