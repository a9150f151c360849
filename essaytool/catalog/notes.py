"""The notes that we write for people, in the one place of an entry that every program keeps: ``#`` lines."""

EARLIER = "earlier: "
"""How a note begins that holds a translation which has no entry of its own any more."""
THEIRS = "theirs: "
"""How a note begins that holds the other text of a merge in which two people translated one entry."""
