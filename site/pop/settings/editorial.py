"""How Wagtail is used: few file kinds, nothing fetched from elsewhere (SEC-33, SEC-34)."""

from zoneinfo import available_timezones

LOGIN_URL = "account_login"
WAGTAIL_SITE_NAME = "POP"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"

# One door, with its second factor, is enough (SEC-43): names, passphrases and roles are kept by pop.accounts alone.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}

# A mail about a young person's work would carry its title out of the house (SG-23).
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = True

# Nothing leaves this house: no faces from elsewhere, no question for newer versions, no embedded pages.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# A partner's change after it was submitted asks for a new look.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_AUTOSAVE_INTERVAL = 0
# Names a browser knows too; the machine's own list also holds things like "localtime".
WAGTAIL_USER_TIME_ZONES = sorted({"UTC", *(name for name in available_timezones() if "/" in name)})
TAGGIT_CASE_INSENSITIVE = True

WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "pop.pages.image_forms.CleanImageForm"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
