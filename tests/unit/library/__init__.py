"""Tests of the library: real SQLite in a temporary folder."""
