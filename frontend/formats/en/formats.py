"""3/4/2026 is the third of April in most of the world and the fourth of March in some of it: months are words here."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
