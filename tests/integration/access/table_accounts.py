"""Signing in and one's own account. Nothing here may tell who has an account."""

from tests.integration.access.rows import NOT_FOUND, SEEN, SENT_ON, Row, Visit, everyone, signed_in

ELSEWHERE = signed_in(SENT_ON, others=SEEN)  # pages for people who are not signed in yet
OWN = signed_in()
CODE_FOR = {"email": "{peer.email}"}

ROWS = (
    Row(
        "accounts/login/",
        (
            Visit("/accounts/login/", ELSEWHERE),
            Visit("/accounts/login/", ELSEWHERE, data={"login": "{staff.email}", "password": "a guess"}),
        ),
    ),
    Row("accounts/logout/", (Visit("/accounts/logout/", signed_in(others=SENT_ON)),)),
    Row("accounts/inactive/", (Visit("/accounts/inactive/", everyone()),)),
    Row("accounts/signup/", (Visit("/accounts/signup/", ELSEWHERE),)),
    Row("accounts/reauthenticate/", (Visit("/accounts/reauthenticate/", OWN),)),
    Row("accounts/email/", (Visit("/accounts/email/", OWN),)),
    Row("accounts/confirm-email/", (Visit("/accounts/confirm-email/", everyone()),)),
    Row(r"accounts/^confirm-email/(?P<key>[-:\w]+)/$", (Visit("/accounts/confirm-email/guess/", everyone()),)),
    Row("accounts/password/change/", (Visit("/accounts/password/change/", OWN),)),
    Row("accounts/password/set/", (Visit("/accounts/password/set/", signed_in(SENT_ON)),)),
    Row(
        "accounts/password/reset/",
        (
            Visit("/accounts/password/reset/", everyone()),
            Visit("/accounts/password/reset/", everyone(SENT_ON), data=CODE_FOR),
        ),
    ),
    Row("accounts/password/reset/done/", (Visit("/accounts/password/reset/done/", everyone()),)),
    Row(
        r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        (Visit("/accounts/password/reset/key/1-guess/", everyone()),),
    ),
    Row("accounts/password/reset/key/done/", (Visit("/accounts/password/reset/key/done/", everyone()),)),
    Row(
        "accounts/login/code/",
        (Visit("/accounts/login/code/", ELSEWHERE), Visit("/accounts/login/code/", everyone(SENT_ON), data=CODE_FOR)),
    ),
    Row("accounts/login/code/confirm/", (Visit("/accounts/login/code/confirm/", everyone(SENT_ON)),)),
    Row("accounts/2fa/", (Visit("/accounts/2fa/", OWN),)),
    Row("accounts/2fa/authenticate/", (Visit("/accounts/2fa/authenticate/", signed_in(SENT_ON)),)),
    Row("accounts/2fa/reauthenticate/", (Visit("/accounts/2fa/reauthenticate/", signed_in(SENT_ON)),)),
    Row("accounts/2fa/totp/activate/", (Visit("/accounts/2fa/totp/activate/", signed_in(SENT_ON)),)),
    Row("accounts/2fa/totp/deactivate/", (Visit("/accounts/2fa/totp/deactivate/", signed_in(NOT_FOUND)),)),
    Row("accounts/2fa/recovery-codes/", (Visit("/accounts/2fa/recovery-codes/", signed_in(NOT_FOUND)),)),
    Row(
        "accounts/2fa/recovery-codes/generate/", (Visit("/accounts/2fa/recovery-codes/generate/", signed_in(SENT_ON)),)
    ),
    Row(
        "accounts/2fa/recovery-codes/download/",
        (Visit("/accounts/2fa/recovery-codes/download/", signed_in(NOT_FOUND)),),
    ),
)
