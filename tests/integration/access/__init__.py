"""The access matrix: every route × every persona × whose record, judged by what is in the bodies.

``table.py`` has a row for every route of the service; ``world.py`` plants a string of its own in every field of every
record; ``matrix.py`` drives each row as each persona and reports every string that the policy
(docs/permissions/README.md, read by ``policy.py``) does not grant.
"""
