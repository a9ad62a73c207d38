"""Django has no Arabic format for a day with its time, and would fall back to the American one."""

DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATETIME_FORMAT = "j F Y، H:i"
