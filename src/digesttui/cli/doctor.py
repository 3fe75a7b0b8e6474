"""``doctor``: what works on this machine, what does not, and how to mend it."""

import click

from digesttui.cli.printing import tell, write_lines
from digesttui.text import clean, one_line


@click.command()
def doctor() -> int:
    """Look at terminal, clipboard, browser, git, folders and library: what works here, and how to mend the rest."""
    from digesttui.cli.checkup import findings

    wrong = 0
    for finding in findings():
        told = one_line(clean("; ".join(filter(None, (finding.told, finding.remedy)))))
        write_lines([f"{finding.state:<5}  {finding.what:<14}  {told}"])
        wrong += finding.state == "wrong"
    tell(f"{wrong} to mend" if wrong else "all that matters works here")
    return 1 if wrong else 0
