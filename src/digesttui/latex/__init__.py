"""LaTeX → Unicode, for showing titles and abstracts. The source text itself is never changed."""

_SIGNS = ("\\", "$", "^", "_", "{", "~", "``", "--")


def to_unicode(text: str) -> str:
    """``text`` as a person would write it: ``$x^2$`` is x², ``\\"o`` is ö, ``5\\%`` is 5%.

    Careful before clever: what is not surely LaTeX (a price, a path, ``snake_case``, an address, an unknown macro)
    stays as it stands, and no word is lost but the names of macros, colours and the like. Sub- and superscripts
    become Unicode where every character has one, else ``x^(a/b)``. Never raises; linear time; text without any sign
    of LaTeX comes back as the same object. Applying it again changes nothing more, except where an escaped sign
    (``\\$``) has become a bare one.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    from digesttui.latex.conversion import converted

    return converted(text)
