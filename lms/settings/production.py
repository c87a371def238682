"""A server that people reach. Refuses to start when a secret is missing, and names it."""

from .base import *  # noqa: F403
from .base import env, required

SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host for host in required("ALLOWED_HOSTS").split(",") if host]
# Without it, the codes that people sign in with would be printed instead of sent.
vars().update(env.email_url_config(required("EMAIL_URL")))
SITE_URL = required("SITE_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whose address counts when tries are limited: that of the visitor, as the proxies in front of us name it.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", default=0)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# `manage.py check --deploy` is silent but for these, which are decided:
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # the council's other services live on subdomains of its own; only it knows whether all use HTTPS
    "security.W019",  # Wagtail's preview frames our own pages; frame-ancestors refuses everybody else
    "security.W021",  # the browsers' preload list takes a whole domain, and taking it off again takes months
]
