"""Every fault that Lectern can explain to its user, as one tree of plain sentences.

LecternError
├── Cancelled                     the user stopped the work                              exit 130
├── InputError                    what was given cannot be used                          exit 2
│   ├── FileMissing, FileEmpty, FileEncrypted, FileDamaged, FileTooLarge, FileUnsupported,
│   │   FileOutdated, NotAFile, FileIsLink, NotAFolder,
│   │   FileHasNoText, FileIsScan, ScanHasNoText, FileTookTooLong, FileQuarantined, NothingReadable,
│   │   CannotRead, CannotWrite
│   ├── NotAModel, ModelUnknown, ModelLost, ModelTooLarge, PicturesUnseen, ProjectorUnusable, DraftUnfit
│   ├── NotAnAdapter, AdapterUnfit, AdapterUnknown
│   ├── LibraryUnknown, LibraryEmpty, LibraryInUse, NothingWithin
│   ├── EndpointUnknown, KeyExposed, KeyUnusable
│   ├── OutlineEmpty, ThemeUnknown, TemplateUnusable
│   └── UsageError, NoDisplay
├── NotInDocuments                the documents do not hold the answer                   exit 3
└── Fault                         something of ours failed                               exit 1
    ├── ProcessStopped (ProcessStoppedAgain), ProcessHung
    ├── ModelLoadFailed, ChatTemplateFailed, ContextFull, NothingSaid, OutOfMemory
    ├── DownloadFailed (DownloadRefused), DownloadDamaged, NotEnoughSpace
    ├── RemoteFault                a server that should answer did not
    │   └── RemoteUnreachable, RemoteUntrusted, RemoteKeyRefused, RemoteKeyMissing, RemoteModelMissing,
    │       RemoteBusy, RemoteFailed, RemoteCut, RemoteSilent, RemoteRedirected, NotAnEndpoint
    └── DiskFull, StoreDamaged, StoreGone, StoreNewer, IndexUnavailable

Each class is one fault. Its sentence is a template with named values, so that the window can translate the sentence and
fill the values in afterwards, and a fault can cross a process boundary as a name and a dictionary of strings.
"""

from __future__ import annotations

from desktop.errors.faults import (
    ChatTemplateFailed,
    ContextFull,
    DiskFull,
    DownloadDamaged,
    DownloadFailed,
    DownloadRefused,
    Fault,
    IndexUnavailable,
    ModelLoadFailed,
    NotEnoughSpace,
    NothingSaid,
    OutOfMemory,
    ProcessHung,
    ProcessStopped,
    ProcessStoppedAgain,
    StoreDamaged,
    StoreGone,
    StoreNewer,
)
from desktop.errors.inputs import (
    AdapterUnfit,
    AdapterUnknown,
    CannotRead,
    CannotWrite,
    DraftUnfit,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileHasNoText,
    FileIsLink,
    FileIsScan,
    FileMissing,
    FileOutdated,
    FileQuarantined,
    FileTookTooLong,
    FileTooLarge,
    FileUnsupported,
    InputError,
    LibraryEmpty,
    LibraryInUse,
    LibraryUnknown,
    ModelLost,
    ModelTooLarge,
    ModelUnknown,
    NoDisplay,
    NotAFile,
    NotAFolder,
    NotAModel,
    NotAnAdapter,
    NothingReadable,
    NothingWithin,
    OutlineEmpty,
    PicturesUnseen,
    ProjectorUnusable,
    ScanHasNoText,
    TemplateUnusable,
    ThemeUnknown,
    UsageError,
)
from desktop.errors.remote import (
    EndpointUnknown,
    KeyExposed,
    KeyUnusable,
    NotAnEndpoint,
    RemoteBusy,
    RemoteCut,
    RemoteFailed,
    RemoteFault,
    RemoteKeyMissing,
    RemoteKeyRefused,
    RemoteModelMissing,
    RemoteRedirected,
    RemoteSilent,
    RemoteUnreachable,
    RemoteUntrusted,
)
from desktop.errors.root import (
    Cancelled,
    LecternError,
    NotInDocuments,
    fill,
)

__all__ = [
    "AdapterUnfit",
    "AdapterUnknown",
    "Cancelled",
    "CannotRead",
    "CannotWrite",
    "ChatTemplateFailed",
    "ContextFull",
    "DiskFull",
    "DownloadDamaged",
    "DownloadFailed",
    "DownloadRefused",
    "DraftUnfit",
    "EndpointUnknown",
    "Fault",
    "FileDamaged",
    "FileEmpty",
    "FileEncrypted",
    "FileHasNoText",
    "FileIsLink",
    "FileIsScan",
    "FileMissing",
    "FileOutdated",
    "FileQuarantined",
    "FileTooLarge",
    "FileTookTooLong",
    "FileUnsupported",
    "IndexUnavailable",
    "InputError",
    "KeyExposed",
    "KeyUnusable",
    "LecternError",
    "LibraryEmpty",
    "LibraryInUse",
    "LibraryUnknown",
    "ModelLoadFailed",
    "ModelLost",
    "ModelTooLarge",
    "ModelUnknown",
    "NoDisplay",
    "NotAFile",
    "NotAFolder",
    "NotAModel",
    "NotAnAdapter",
    "NotAnEndpoint",
    "NotEnoughSpace",
    "NotInDocuments",
    "NothingReadable",
    "NothingSaid",
    "NothingWithin",
    "OutOfMemory",
    "OutlineEmpty",
    "PicturesUnseen",
    "ProcessHung",
    "ProcessStopped",
    "ProcessStoppedAgain",
    "ProjectorUnusable",
    "RemoteBusy",
    "RemoteCut",
    "RemoteFailed",
    "RemoteFault",
    "RemoteKeyMissing",
    "RemoteKeyRefused",
    "RemoteModelMissing",
    "RemoteRedirected",
    "RemoteSilent",
    "RemoteUnreachable",
    "RemoteUntrusted",
    "ScanHasNoText",
    "StoreDamaged",
    "StoreGone",
    "StoreNewer",
    "TemplateUnusable",
    "ThemeUnknown",
    "UsageError",
    "catalogue",
    "fill",
    "rebuild",
]


def rebuild(kind: str, values: dict[str, str]) -> LecternError:
    """Make the error named ``kind`` again, on the other side of a pipe; an unknown name becomes a Fault."""
    found = catalogue().get(kind)
    return found(**values) if found else Fault(what=kind, **{k: v for k, v in values.items() if k != "what"})


def catalogue() -> dict[str, type[LecternError]]:
    """All classes of the tree by name, for translation and for `rebuild`."""
    found: dict[str, type[LecternError]] = {}
    waiting: list[type[LecternError]] = [LecternError]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting.extend(kind.__subclasses__())
    return found
