"""Drawing a certificate as a PDF."""
