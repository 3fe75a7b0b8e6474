"""``python -m digesttui`` is the same as ``digest-tui``."""

from digesttui.cli import main

if __name__ == "__main__":
    main()
