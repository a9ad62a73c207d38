"""The page types. Which may live under which is said on each; nothing else may."""

from pop.pages.models.home import HomePage
from pop.pages.models.partners import PartnerIndexPage, PartnerPage, RecommendationPage
from pop.pages.models.resources import ResourceIndexPage, ResourcePage

__all__ = [
    "HomePage",
    "PartnerIndexPage",
    "PartnerPage",
    "RecommendationPage",
    "ResourceIndexPage",
    "ResourcePage",
]
