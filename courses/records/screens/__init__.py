"""What each learning page shows, gathered; the views only pass it on."""

from courses.records.screens.check import (
    AnswersScreen,
    CheckStartScreen,
    QuestionScreen,
    answers_screen,
    check_start_screen,
    question_screen,
)
from courses.records.screens.course import CourseScreen, course_screen
from courses.records.screens.lesson import LessonScreen, lesson_screen
from courses.records.screens.result import ResultScreen, result_screen

__all__ = [
    "AnswersScreen",
    "CheckStartScreen",
    "CourseScreen",
    "LessonScreen",
    "QuestionScreen",
    "ResultScreen",
    "answers_screen",
    "check_start_screen",
    "course_screen",
    "lesson_screen",
    "question_screen",
    "result_screen",
]
