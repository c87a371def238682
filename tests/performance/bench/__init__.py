"""The benchmark: ``make bench``. What is measured, how, and what it must reach stand in docs/performance.md.

Lowest first: ``figures`` (numbers), ``machine`` (where it ran), ``points`` (what is asked), ``places`` (databases and
processes), ``browser`` (one HTTP connection), ``inside`` (what runs in a fresh process beside Django), ``outside``
(what is asked of the running site), ``__main__`` (all of it, and the table).
"""
