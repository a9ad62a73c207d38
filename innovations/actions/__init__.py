"""The only writers of projects, their pictures and their reviews."""

from innovations.actions.erasing import erase_projects_of
from innovations.actions.holding_back import hold_back_project, show_project_again
from innovations.actions.images import add_image, purge_images, remove_image
from innovations.actions.restoring import limit_project, publish_change_sent_back, restore_project
from innovations.actions.reviews import ask_for_changes, hide_project, publish_project
from innovations.actions.submitting import submit_project, take_back_project, withdraw_project
from innovations.actions.writing import remix_project, save_draft, start_project

__all__ = [
    "add_image",
    "ask_for_changes",
    "erase_projects_of",
    "hide_project",
    "hold_back_project",
    "limit_project",
    "publish_change_sent_back",
    "publish_project",
    "purge_images",
    "remix_project",
    "remove_image",
    "restore_project",
    "save_draft",
    "show_project_again",
    "start_project",
    "submit_project",
    "take_back_project",
    "withdraw_project",
]
