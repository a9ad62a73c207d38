"""Short articles, written for POP. No numbers and no studies are quoted, because none were asked."""

from pop.pages.demo.articles import (
    helping_a_friend,
    is_this_person_real,
    leaving_a_group,
    privacy_in_ten_minutes,
    safe_in_group_chats,
    someone_shared_your_picture,
)
from pop.pages.demo.articles.parts import Article, Text

ARTICLES = (
    is_this_person_real.ARTICLE,
    leaving_a_group.ARTICLE,
    helping_a_friend.ARTICLE,
    privacy_in_ten_minutes.ARTICLE,
    safe_in_group_chats.ARTICLE,
    someone_shared_your_picture.ARTICLE,
)

__all__ = ["ARTICLES", "Article", "Text"]
