"""Updating: bringing a catalog up to its template without losing what people wrote."""
