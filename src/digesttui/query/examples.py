"""The filter's language in a few examples, for the help and the man page."""

LANGUAGE = (
    ("mixture exper", "every word, in title or abstract, from its start"),
    ('"mixture of experts"', "the phrase"),
    ("-survey   a | b   ( )", "not, or, groups"),
    ("'moe   ^deep   networks$", "exactly so, at the title's start, at its end"),
    ("title:  abstract:  repo:microsoft", "in that field"),
    ("has:code   seen:>1   rank:<=10", "what there is, and numbers"),
    ("is:unread   is:starred   tag:rag", "what you did with it"),
    ("date:2025-09   date:-7d..", "when it appeared"),
    ("@name", "the saved view of that name"),
    ("sort:date   -sort:title", "the order; with - in front reversed"),
)
