"""Slowing down whoever guesses. Counted in the shared cache, so that it holds across processes."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


class MissLimit:
    """At most ``misses`` failed tries from one network address in ``seconds``; tries that succeed are free.

    The address is kept as a digest, and only until the time is over. Behind a proxy it is the one allauth's settings
    (``ALLAUTH_TRUSTED_PROXY_COUNT``) say.
    """

    def __init__(self, name: str, *, misses: int, seconds: int) -> None:
        self.name, self.misses, self.seconds = name, misses, seconds

    def is_used_up(self, request: HttpRequest) -> bool:
        """Whether this address has to wait."""
        return cache.get(self._key(request), 0) >= self.misses

    def count_miss(self, request: HttpRequest) -> None:
        """One more failed try; the time runs from the first."""
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # its time ended between the two calls
                cache.add(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        address = get_adapter(request).get_client_ip(request)
        return f"misses:{self.name}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
