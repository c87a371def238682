from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: issued once, stored as issued, verifiable by anyone."""

    name = "certificates"
    label = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        from certificates import next_steps, receivers  # noqa: F401
