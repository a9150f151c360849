"""Review: from a draft, or a translation in doubt, to one that a person stands for."""
