"""The mail of new papers: composed, sent, and remembered.

``letter`` sets it, ``server`` and ``delivery`` hand it on, ``memory`` knows what each recipient has had.
"""
