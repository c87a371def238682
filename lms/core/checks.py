"""System checks that say what this machine lacks before a person finds out."""

from django.core import checks


@checks.register()
def pdf_libraries_are_present(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Certificates are drawn by WeasyPrint, which needs Pango from the system."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        return [
            checks.Warning(
                "The system libraries for PDF are missing, so certificates are shown as web pages only.",
                hint=f"Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. ({error})",
                id="core.W001",
            )
        ]
    return []
