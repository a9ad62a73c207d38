"""Headers and cookies that stand between POP's readers and the rest of the web (SEC-30, SEC-32, SEC-41)."""

from pop.settings import environment

# Where "Leave" takes people: somewhere anybody could be (SG-28). Their own browser goes there; POP asks it nothing.
POP_EXIT_URL = environment.text("POP_EXIT_URL", "https://www.wikipedia.org/")

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send `Origin: null` with our own forms, which Django rightly refuses. Other sites get
# nothing either way.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the browser's windows: for a year it would say on a shared device who was here
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

CSRF_FAILURE_VIEW = "frontend.views.csrf_failure"

# Public pages: our own files and nothing else; no eval, no HTML out of strings, nothing inline but what
# frontend.middleware allows an answer by its hash.
_PUBLIC = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["'none'"],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _PUBLIC}
# Files under /static/. Opened as a page of its own, a picture may do nothing at all.
POP_FILE_POLICY = {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}

# Nothing of ours is for scripts of other sites.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A country's help page may start the worker that keeps it on the device (js/keep.js); no other page may start any. The
# one Trusted Types policy allowed there lets one address through: /worker.js.
POP_KEEPING_POLICY = {"worker-src": ["'self'"], "trusted-types": ["pop-worker"]}

# The Wagtail admin alone, under /cms/ (frontend.middleware), staff with a second factor only. Measured in Chromium with
# Wagtail 8.0: inline scripts start the choosers and date fields of lists, reports and the page editor; inline styles
# are the rich text editor's; blob: shows pictures while they are uploaded; previews are framed by the editor.
POP_CMS_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'self'"],
}
