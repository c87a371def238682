"""The staff file: read, checked, compared with what we know, applied in one transaction, undone.

Lowest first: ``faults``, ``timeline``, ``facts`` (values), ``reading`` and ``workbook`` (bytes to rows), ``rules``
(rows to facts), ``identify`` (whose row is it), ``people``, ``jobs``, ``units``, ``checks``, ``guard`` and ``plan``
(what would change; all without a database), ``load``, ``apply``, ``accounts``, ``undo``, ``services`` (the database).
"""
