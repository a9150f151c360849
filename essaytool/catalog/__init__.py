"""Catalogs: PO files read and written so that no byte of another hand is lost."""
