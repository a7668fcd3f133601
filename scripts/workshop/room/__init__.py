"""What listens: serves the last good build over HTTP and tells open pages of a new one.

Knows builds by their folder only: nothing of MkDocs, of what a talk or a lab is, or of terminals.
"""
