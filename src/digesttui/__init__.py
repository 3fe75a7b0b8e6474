"""Read Daily Papers digests in the terminal, or from Python (``docs/python.md``)."""
# ruff: noqa: F403, F405 -- the names come from digesttui.api, and a test holds the two lists together

__version__ = "0.1.0"

__all__ = [
    "FORMATS",
    "ActionFailed",
    "DigestError",
    "DigestFacts",
    "InputError",
    "Link",
    "Paper",
    "Papers",
    "Problem",
    "Result",
    "Sighting",
    "State",
    "__version__",
    "open_digests",
    "to_file",
    "to_record",
    "to_text",
]

TYPE_CHECKING = False  # what type checkers take for True; importing typing would take longer than all the rest here
if TYPE_CHECKING:
    from digesttui.api import *
else:

    def __getattr__(name: str) -> object:
        """Load the interface for Python when one of its names is asked for: the command line never pays for it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module("digesttui.api"), name)
