"""The command table as Textual's bindings."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType, Keymap

from digesttui.tui.commands import Command, Where


def bindings(commands: Iterable[Command], where: Where) -> list[BindingType]:
    """The bindings of the commands that hold at ``where``, each with its command's id."""
    found: list[BindingType] = []
    for command in commands:
        if command.where != where:
            continue
        action = command.action or command.id
        if command.numbered:
            for number, key in enumerate(command.keys, 1):
                found.append(Binding(key, f"{action}({number})", show=False, id=f"{command.id}_{number}"))
        else:
            # a dialog cuts off what lies below it, unless it goes first
            priority = where == "anywhere"
            found.append(Binding(",".join(command.keys), action, show=False, id=command.id, priority=priority))
    return found


def keymap(commands: Iterable[Command]) -> Keymap:
    """The keys of every binding, as ``App.set_keymap`` takes them."""
    found: dict[str, str] = {}
    for command in commands:
        if command.numbered:
            found |= {f"{command.id}_{number}": key for number, key in enumerate(command.keys, 1)}
        else:
            found[command.id] = ",".join(command.keys)
    return found
