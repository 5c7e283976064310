"""Measured workloads against bare Odoo: ``make bench``.

A workload is a module of ``WORKLOADS`` with ``run(bench) -> list[Result]``. Each one
has a database copy and a process of its own, so that none warms or fills another's.
"""

# In this order; the names are those of the command line: make bench ARGS="cycle".
WORKLOADS = ("cycle", "memory", "policies", "clocks", "approval", "volume")
