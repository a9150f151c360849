"""Where things lie: the checkout, the real texts beside it, and what benchmarks install and make."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
BENCH = ROOT / ".bench"
"""Peers in their own environments, and the folders that are measured on; git ignores it."""
