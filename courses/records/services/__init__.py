"""Every change to a learning record. Each function is one transaction; nothing is ever reset or overwritten."""

from courses.records.services.checks import NothingToAskError, save_answer, start_attempt, submit_attempt
from courses.records.services.completions import record_completion, revoke_completion
from courses.records.services.elsewhere import CompletionImport, import_completions
from courses.records.services.exports import note_export
from courses.records.services.lessons import finish_lesson, record_lesson_seen, save_confidence

__all__ = [
    "CompletionImport",
    "NothingToAskError",
    "finish_lesson",
    "import_completions",
    "note_export",
    "record_completion",
    "record_lesson_seen",
    "revoke_completion",
    "save_answer",
    "save_confidence",
    "start_attempt",
    "submit_attempt",
]
