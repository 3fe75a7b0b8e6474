"""The screen in a browser: one page on this machine, behind an address that nobody can guess, for one reader."""
