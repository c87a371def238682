"""A sealed quiz is opened by nothing but what was sealed, whatever a browser sends."""

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Course, CourseVersion
from courses.records.public.paper import SALT, Paper, seal, unseal

IDENTITIES = st.uuids().map(str)
SHOWN = st.lists(
    st.fixed_dictionaries({"question": IDENTITIES, "options": st.lists(IDENTITIES, min_size=2, max_size=6)}),
    min_size=1,
    max_size=12,
)


@given(text=st.text())
def test_no_text_that_we_did_not_seal_is_opened(text):
    assert unseal(text, Course()) is None


@given(shown=SHOWN, place=st.integers(0, 10_000), instead=st.characters(codec="ascii"))
def test_one_other_character_is_enough_to_refuse_it(shown, place, instead):
    sealed = seal(Paper(CourseVersion(), shown))
    place %= len(sealed)
    changed = sealed[:place] + instead + sealed[place + 1 :]
    # The last character of a base64 text has bits that mean nothing, so two spellings of it can be the same signature.
    if changed.rstrip() != sealed and place < len(sealed) - 1:
        assert unseal(changed, Course()) is None


@given(shown=SHOWN)
def test_what_is_sealed_is_what_was_shown_in_its_order(shown):
    version = CourseVersion()
    identity, papers = signing.loads(seal(Paper(version, shown)), salt=SALT)
    assert identity == version.uuid.hex
    assert papers == [[text.replace("-", "") for text in [one["question"], *one["options"]]] for one in shown]


@given(shown=SHOWN, salt=st.text(min_size=1))
def test_what_was_sealed_for_anything_else_is_refused(shown, salt):
    if salt != SALT:
        with pytest.raises(signing.BadSignature):
            signing.loads(signing.dumps(shown, salt=salt), salt=SALT)
