"""A client for Sensing & Shaping: stories, the patterns in them, exports and figures.

from sensing_client import Client

with Client("https://stories.example.org", token) as client:
    stories = client.select("sheffield-send")
    print(client.patterns(stories.where(audience="family"), ["timing"]))
"""

from .client import Client, StoryPages
from .errors import (
    Conflict,
    ExportNotReady,
    FieldFault,
    JobFailed,
    NoAnswer,
    NotAllowed,
    NotFound,
    NotInVocabulary,
    NotReadable,
    NotSignedIn,
    NotValid,
    ProblemError,
    SensingError,
    ServiceFailed,
    TooMany,
    Unavailable,
)
from .exports import AskedExport, FormatName
from .jobs import RunningJob
from .reading import Export, read_export
from .selection import Selection
from .vocabulary import SignifierWords, Vocabulary

__all__ = [
    "AskedExport",
    "Client",
    "Conflict",
    "Export",
    "ExportNotReady",
    "FieldFault",
    "FormatName",
    "JobFailed",
    "NoAnswer",
    "NotAllowed",
    "NotFound",
    "NotInVocabulary",
    "NotReadable",
    "NotSignedIn",
    "NotValid",
    "ProblemError",
    "RunningJob",
    "Selection",
    "SensingError",
    "ServiceFailed",
    "SignifierWords",
    "StoryPages",
    "TooMany",
    "Unavailable",
    "Vocabulary",
    "read_export",
]
