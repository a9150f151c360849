"""What verbs yield, by family. The names of fields are the keys of ``--json``; paths are relative to the
project's root, with ``/``.
"""

from essaytool.workflow.results.catalogs import (
    Changed,
    Conflict,
    Doubtful,
    Exported,
    Extracted,
    Imported,
    NotFound,
    Updated,
)
from essaytool.workflow.results.drafts import Choice, Drafted, LeftEmpty, Offer, Planned, Sending, Undrafted
from essaytool.workflow.results.editions import Built, Change, Checked, Lost, Unplaced, Withheld
from essaytool.workflow.results.general import Compared, Failure, Lag, Orphan, Progress, Reported, Started

__all__ = [
    "Built",
    "Change",
    "Changed",
    "Checked",
    "Choice",
    "Compared",
    "Conflict",
    "Doubtful",
    "Drafted",
    "Exported",
    "Extracted",
    "Failure",
    "Imported",
    "Lag",
    "LeftEmpty",
    "Lost",
    "NotFound",
    "Offer",
    "Orphan",
    "Planned",
    "Progress",
    "Reported",
    "Sending",
    "Started",
    "Undrafted",
    "Unplaced",
    "Updated",
    "Withheld",
]
