"""Issuing certificates: exactly one for each completion and each programme made whole, however often it is tried."""

import hashlib
import logging
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.models import Site

from certificates.facts import Facts, shown_outcomes
from certificates.models import Certificate, CertificateRevision, private_storage
from certificates.pdf.render import PdfUnavailableError, render_certificate
from certificates.selectors import programme_support
from courses.api import content_of_version, programmes_completed_by
from courses.models import Completion, Programme
from lms.core.clock import now
from lms.core.models import AuditEntry, CouncilSettings
from lms.people.models import Person, User

logger = logging.getLogger(__name__)


def issue_for(*, completion: Completion) -> list[Certificate]:
    """Issues what a completion earns: its certificate, and one for every programme that it made whole.

    What is there already is left as it is, so that it may be called any number of times and by several processes at
    once. A revoked completion earns nothing.
    """
    if completion.revoked_on is not None:
        return []
    certificates = [_issue(completion, None, [completion])]
    for programme, day in programmes_completed_by(completion):
        support = programme_support(programme, completion, day)
        certificates.append(_certified(programme, support) or _issue(completion, programme, support))
    return certificates


def reissue_certificate(*, certificate: Certificate, reason: str, by: User | None) -> Certificate:
    """Draws a certificate again with the holder's name as it is now. Its code, and everything else it says, stays.

    What stood before, with its file and digest, is kept as a revision. Raises ``PdfUnavailableError`` where no PDF can
    be drawn, and ``ValueError`` when somebody else reissued it at the same moment.
    """
    facts = replace(certificate.says, holder=certificate.person.display_name)
    at = now()
    drawn = _draw(certificate, facts, council())
    number = certificate.revision + 1
    name = _keep(certificate, number, drawn)
    try:
        with transaction.atomic():
            old = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
            if old.revision != certificate.revision:
                raise ValueError("It was reissued by somebody else a moment ago.")
            CertificateRevision.objects.create(
                certificate=old,
                number=old.revision,
                facts=old.facts,
                pdf=old.pdf.name,
                digest=old.digest,
                issued_at=old.revised_at or old.issued_at,
                replaced_at=at,
                reason=reason[:200],
            )
            old.facts, old.revision, old.revised_at = facts.as_json(), number, at
            old.pdf, old.digest = name, _digest(drawn)
            old.save(update_fields=["facts", "revision", "revised_at", "pdf", "digest"])
            _audit(old, "reissued_certificate", by, revision=number)
    except Exception:
        private_storage().delete(name)
        raise
    return old


def read_pdf(certificate: Certificate) -> bytes | None:
    """The file as it was issued; None when there is none, or it is no longer what was issued (the log says so)."""
    if not certificate.pdf:
        return None
    try:
        with certificate.pdf.open("rb") as file:
            content = file.read()
    except OSError:
        logger.exception("The file of certificate %s cannot be read", certificate.uuid)
        return None
    if _digest(content) != certificate.digest:
        logger.error("The file of certificate %s is not the one that was issued", certificate.uuid)
        return None
    return content


def record_look(*, certificate: Certificate, by: User) -> None:
    """Notes that somebody other than the holder opened a certificate; the holder sees it among who looked."""
    _audit(certificate, "viewed_record", by)


# --- Inside -----------------------------------------------------------------------------------------------------------


def _issue(completion: Completion, programme: Programme | None, support: list[Completion]) -> Certificate:
    there = Certificate.objects.filter(completion=completion, programme=programme).first()
    if there is not None:
        return there if there.pdf else _add_pdf(there)
    issuer = council()
    facts = _facts(completion.person, programme, support, issuer)
    certificate = Certificate(
        person=completion.person, completion=completion, programme=programme, facts=facts.as_json(), issued_at=now()
    )
    # Drawn and stored before the row is written: a row without its file cannot be. A process that dies in between
    # leaves a file without a row; the next try removes it.
    try:
        drawn = _draw(certificate, facts, issuer)
    except PdfUnavailableError:
        logger.warning("No PDF can be drawn on this machine; certificates are issued as pages only")
    else:
        certificate.pdf, certificate.digest = _keep(certificate, 1, drawn), _digest(drawn)
    return _write(certificate, support)


def _write(certificate: Certificate, support: list[Completion]) -> Certificate:
    try:
        with transaction.atomic():
            # Two completions of one day may both have made the programme whole: their jobs take turns here.
            Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=certificate.person_id)
            other = _certified(certificate.programme, support) if certificate.programme else None
            if other is None:
                certificate.save(force_insert=True)
                certificate.rests_on.set(support)
    except IntegrityError:
        # Another process was a moment quicker: its certificate is the one.
        _forget(certificate)
        return Certificate.objects.get(completion=certificate.completion, programme=certificate.programme)
    except Exception:
        _forget(certificate)
        raise
    if other is not None:
        _forget(certificate)
        return other
    _forget_failed_tries(certificate)
    return certificate


def _certified(programme: Programme, support: list[Completion]) -> Certificate | None:
    """A certificate that says the same already: for this programme, resting on the same completions."""
    wanted = {one.pk for one in support}
    for one in Certificate.objects.filter(programme=programme, rests_on__in=wanted).distinct():
        if set(one.rests_on.values_list("pk", flat=True)) == wanted:
            return one
    return None


def _add_pdf(certificate: Certificate) -> Certificate:
    """For a certificate that was issued where no PDF could be drawn."""
    try:
        drawn = _draw(certificate, certificate.says, council())
    except PdfUnavailableError:
        return certificate
    name = _keep(certificate, certificate.revision, drawn)
    if Certificate.objects.filter(pk=certificate.pk, pdf="").update(pdf=name, digest=_digest(drawn)):
        _forget_failed_tries(certificate, keep=name)
    else:
        private_storage().delete(name)
    certificate.refresh_from_db()
    return certificate


def _facts(person: Person, programme: Programme | None, support: list[Completion], issuer: CouncilSettings) -> Facts:
    ends = [one.valid_until for one in support if one.valid_until is not None]
    content = {} if programme else content_of_version(support[0].version)
    return Facts(
        council=issuer.council_name,
        holder=person.display_name,
        # The title under which it was learnt: the course's own may have changed since.
        title=programme.title if programme else content.get("title") or support[0].course.title,
        outcomes=tuple(one.course.title for one in support)
        if programme
        else shown_outcomes([outcome["text"] for outcome in content.get("outcomes", [])]),
        completed_on=max(one.completed_on for one in support),
        valid_until=min(ends, default=None),
        whole_programme=programme is not None,
    )


def council() -> CouncilSettings:
    """The council's name and colours; the defaults before a site has been set up."""
    site = Site.objects.filter(is_default_site=True).first()
    return CouncilSettings.for_site(site) if site else CouncilSettings()


def _draw(certificate: Certificate, facts: Facts, issuer: CouncilSettings) -> bytes:
    return render_certificate(
        facts,
        code=certificate.code,
        address=certificate.address,
        issued_at=certificate.issued_at,
        brand=issuer.brand_colour,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _folder(certificate: Certificate) -> str:
    return f"certificates/{certificate.completion.uuid}"


def _prefix(certificate: Certificate, number: int) -> str:
    kind = f"programme-{certificate.programme_id}" if certificate.programme_id else "course"
    return f"{kind}-{number}-"


def _keep(certificate: Certificate, number: int, drawn: bytes) -> str:
    """Stores the file. Its place follows from the completion, so that a later try finds what an earlier one left; its
    name from its content, so that two tries at once never write to the same file."""
    name = f"{_folder(certificate)}/{_prefix(certificate, number)}{_digest(drawn)[:16]}.pdf"
    return private_storage().save(name, ContentFile(drawn))


def _forget(certificate: Certificate) -> None:
    if certificate.pdf:
        private_storage().delete(certificate.pdf.name)


def _forget_failed_tries(certificate: Certificate, keep: str = "") -> None:
    """Removes files of this certificate that a process left which died before it wrote the row."""
    folder, prefix = _folder(certificate), _prefix(certificate, certificate.revision)
    keep = keep or certificate.pdf.name or ""
    if not keep:
        return
    _folders, files = private_storage().listdir(folder)
    for file in files:
        if file.startswith(prefix) and f"{folder}/{file}" != keep:
            private_storage().delete(f"{folder}/{file}")


def _audit(certificate: Certificate, verb: str, by: User | None, **data: object) -> None:
    AuditEntry.objects.create(
        actor=by,
        verb=verb,
        subject_id=certificate.person_id,
        object_type="certificate",
        object_uuid=certificate.uuid,
        data=data,
    )
