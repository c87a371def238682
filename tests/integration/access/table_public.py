"""What the public may open: pages that editors wrote, certificates by their code, figures, health."""

from tests.integration.access.rows import (
    NOT_FOUND,
    SIGN_IN,
    Row,
    Visit,
    everyone,
    only,
    signed_in,
)

PAGE = r"^((?:[\w\-]+/)*)$"
PUBLISHED = ("Published page",)
CERTIFIED = ("Name", "Completion date", "Expiry date")

ROWS = (
    Row("healthz", (Visit("/healthz", everyone()),), public=True),
    Row("readyz", (Visit("/readyz", everyone()),), public=True),
    Row("theme.css", (Visit("/theme.css", everyone()),), public=True),
    Row("design-system/", (Visit("/design-system/", everyone()),), public=True),
    Row(
        PAGE,
        (
            Visit("/", everyone()),
            Visit("/courses/", everyone(), shows=PUBLISHED),
            Visit("/courses/course-safe/", everyone(), shows=PUBLISHED),
            Visit("/about/", everyone(), shows=PUBLISHED),
            Visit("/courses/course-draft/", everyone(NOT_FOUND)),
            Visit("/there/is/no/such/page/", everyone(NOT_FOUND)),
        ),
        public=True,
    ),
    Row(PAGE, (Visit("/for-staff/", signed_in(), shows=("Page for staff",)), Visit("/locked/", everyone()))),
    Row("_util/login/", (Visit("/_util/login/", everyone(SIGN_IN)),)),
    Row(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        (
            Visit(
                "/_util/authenticate_with_password/{pages.lock.pk}/{pages.locked_page.pk}/",
                everyone(),
                data={"password": "a guess", "return_url": "/locked/"},
            ),
        ),
    ),
    Row(
        r"documents/^(\d+)/(.*)$",
        (
            Visit("/documents/{pages.document.pk}/{pages.document.filename}", everyone(), shows=PUBLISHED),
            Visit(
                "/documents/{pages.hidden_document.pk}/{pages.hidden_document.filename}",
                signed_in(),
                shows=("Page for staff",),
            ),
        ),
    ),
    Row(
        "documents/authenticate_with_password/<int:restriction_id>/",
        (Visit("/documents/authenticate_with_password/{pages.collection_lock.pk}/", everyone()),),
    ),
    # Pictures and videos only: a document below media/ would walk past the restriction on its collection.
    Row(
        r"^media/(?P<folder>images|original_images|media|media_thumbnails)/(?P<path>.*)$",
        (
            Visit("/media/{pages.hidden_document.file.name}", everyone(NOT_FOUND)),
            Visit("/media/images/../{pages.hidden_document.file.name}", everyone(NOT_FOUND)),
            Visit("/media/images/%2e%2e/{pages.hidden_document.file.name}", everyone(NOT_FOUND)),
        ),
    ),
    Row("certificates/", (Visit("/certificates/", everyone()),), public=True),
    Row(
        "certificates/<str:code>/",
        (
            Visit("/certificates/{staff.code}/", everyone(), about="staff", code_of="staff", shows=CERTIFIED),
            Visit("/certificates/{leaver.code}/", everyone(), about="leaver", code_of="leaver", shows=CERTIFIED),
            Visit("/certificates/22223333444455556666777788889/", everyone(NOT_FOUND)),
        ),
    ),
    Row(
        "certificates/<str:code>.pdf",
        tuple(
            Visit(
                f"/certificates/{{{name}.code}}.pdf",
                only(name, "hr", others=NOT_FOUND) if name != "leaver" else only("hr", others=NOT_FOUND),
                about=name,
                code_of=name,
                shows=("Certificate: document",),
            )
            for name in ("staff", "manager", "peer", "leaver", "superuser")
            if name != "peer"
        ),
    ),
    Row("performance/", tuple(Visit(f"/performance/{query}", everyone()) for query in ("", "?as_at=2027-03-15"))),
    Row(
        "performance/data.json",
        tuple(Visit(f"/performance/data.json?by={by}", everyone()) for by in ("unit", "course", "starter")),
    ),
    Row(
        "performance/data.csv",
        tuple(Visit(f"/performance/data.csv?by={by}", everyone()) for by in ("unit", "course", "starter")),
    ),
)
