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
from essaytool.workflow.results.documents import Added, Aligned, Begun, Pairing
from essaytool.workflow.results.drafts import (
    Choice,
    Drafted,
    GaveUp,
    LeftEmpty,
    Offer,
    Planned,
    Sending,
    Sent,
    Share,
    Undrafted,
)
from essaytool.workflow.results.editions import (
    Built,
    Change,
    Checked,
    Fixed,
    Lost,
    Mended,
    Unplaced,
    Withheld,
)
from essaytool.workflow.results.general import Compared, Failure, Lag, Orphan, Progress, Reported, Started

__all__ = [
    "Added",
    "Aligned",
    "Begun",
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
    "Fixed",
    "GaveUp",
    "Imported",
    "Lag",
    "LeftEmpty",
    "Lost",
    "Mended",
    "NotFound",
    "Offer",
    "Orphan",
    "Pairing",
    "Planned",
    "Progress",
    "Reported",
    "Sending",
    "Sent",
    "Share",
    "Started",
    "Undrafted",
    "Unplaced",
    "Updated",
    "Withheld",
]
