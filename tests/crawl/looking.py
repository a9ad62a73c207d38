"""Asking look.js, which the crawl gives every page, what is wrong with what a person sees there."""

from playwright.sync_api import Page


def look(page: Page, what: str, **options) -> list[str]:
    """What is wrong, a line each; `what` names one of its functions."""
    return page.evaluate(f"options => look.{what}(options)", options)
