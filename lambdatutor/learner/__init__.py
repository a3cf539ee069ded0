"""What this person has done: answers, places in lessons, labs in progress."""

from lambdatutor.course.answers import Answer
from lambdatutor.learner.faults import ForeignTextError, NewerProgressError
from lambdatutor.learner.folder import data_folder, progress_path
from lambdatutor.learner.progress import Progress
from lambdatutor.learner.summary import LessonProgress

__all__ = [
    "Answer",
    "ForeignTextError",
    "LessonProgress",
    "NewerProgressError",
    "Progress",
    "data_folder",
    "progress_path",
]
