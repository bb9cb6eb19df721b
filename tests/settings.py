"""Settings of the tests: those of the application, with cheap passwords and files in a folder of their own."""

import os
import tempfile

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = os.environ.get("ATTESTATION_TEST_FILES") or tempfile.mkdtemp(prefix="attestation-test-files-")
WHITENOISE_AUTOREFRESH = True
WHITENOISE_MAX_AGE = 3600  # a browser of the tests asks for each style and script once
STATIC_ROOT = tempfile.mkdtemp(prefix="attestation-test-static-")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
