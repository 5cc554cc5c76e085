"""Every error that wenbao raises on purpose, as one tree; its text is written where it is raised.

WenbaoError
├── CorpusError          a report, or the folder of reports, cannot be read
├── ModelError           a model cannot be found, converted or loaded
├── IndexMissingError    nothing has been published at this place
├── IndexBusyError       another build holds the lock
├── ShortageError        the disk, memory or open files that this machine gives do not suffice
├── IndexWriteError      an index cannot be written at this place
├── IndexDamagedError    a published file is missing or is not what the manifest says
├── IndexMismatchError   the index is of another format, model or dictionary
├── EngineError          the engine that holds an index is away, slow, full or too old
├── BundleError          an index in one file cannot be written, or is none
├── KitError             a kit for a machine without a network cannot be made
├── NotReadyError        the first index is being built, or could not be
├── SettingsError        a setting or the settings file is not usable
├── FeedbackError        what visitors thought of an answer cannot be kept
├── SynonymsError        a user's own dictionary of synonyms is not usable
├── BatchError           a file of questions, or the table of their answers, is not usable
└── QuestionFileError    an evaluation file is not in a known form

A caller's mistake (an empty question, ``top_k=0``) is a ``ValueError``.
Each message says what is wrong, what was found, and how to mend it.
"""


def first_line(error: BaseException) -> str:
    """What a foreign error says, as one line; what it is where it says nothing."""
    return next(iter(str(error).strip().splitlines()), repr(error))


class WenbaoError(Exception):
    """Base of all errors that a user can be shown as one line."""


class CorpusError(WenbaoError):
    """A report, or the folder of reports, cannot be read."""


class ModelError(WenbaoError):
    """A model cannot be found, converted or loaded."""


class IndexMissingError(WenbaoError):
    """Nothing has been published at this place."""


class IndexBusyError(WenbaoError):
    """Another build holds the lock."""


class ShortageError(WenbaoError):
    """The disk, memory or open files that this machine gives do not suffice."""


class IndexWriteError(WenbaoError):
    """An index cannot be written at this place."""


class IndexDamagedError(WenbaoError):
    """A published file is missing or is not what the manifest says."""


class IndexMismatchError(WenbaoError):
    """The index is of another format, model or dictionary."""


class EngineError(WenbaoError):
    """The engine that holds an index is away, slow, full, or of an old version."""


class BundleError(WenbaoError):
    """An index in one file cannot be written, or is none."""


class KitError(WenbaoError):
    """A kit for a machine without a network cannot be made."""


class NotReadyError(WenbaoError):
    """The first index is being built, or could not be."""


class SettingsError(WenbaoError):
    """A setting or the settings file is not usable."""


class FeedbackError(WenbaoError):
    """What a visitor thought of an answer cannot be kept."""


class SynonymsError(WenbaoError):
    """A user's own dictionary of synonyms is not usable."""


class BatchError(WenbaoError):
    """A file of questions cannot be read, or the table of their answers not be written."""


class QuestionFileError(WenbaoError):
    """An evaluation file is not in a known form."""
