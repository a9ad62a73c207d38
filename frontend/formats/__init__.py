"""Where Django's own formats of a language are missing or would be misread. Everything else is Django's."""
