"""Places as a spreadsheet: out, in again, and back as they went.

``services.import_places`` and ``services.export_places`` are the way in. The sheets and their columns are described in
docs/editors/places.md.
"""
