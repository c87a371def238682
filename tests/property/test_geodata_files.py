"""Whatever bytes a file holds, it is read or refused with reasons; nothing else happens."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inclusion_map.geodata.calendar_files import read_bank_holidays, read_school_terms
from inclusion_map.geodata.faults import GeodataError, SourceFile
from inclusion_map.geodata.postcode_files import read_postcodes
from inclusion_map.geodata.shapes import read_outline, read_wards
from tests.boroughs import inside, outline_file, wards_file

WARD = "E05000001"
LINE = b'"ZZ1 1AA",10,530000,170000,"E92000001","","","","E09000099","E05000001"\n'


def zipped():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Data/CSV/zz.csv", LINE)
    return data.getvalue()


READERS = {
    "postcodes": (
        lambda file: read_postcodes([file], district="E09000099", nearby_metres=100),
        (inside({"ZZ1 1": (3, WARD, 53.0, -2.0)}).data, LINE, zipped()),
    ),
    "outline": (read_outline, (outline_file().data,)),
    "wards": (read_wards, (wards_file().data,)),
    "bank holidays": (
        lambda file: read_bank_holidays(file, division="england-and-wales"),
        (
            b"date,title,kind\n2026-12-25,Christmas Day,bank holiday\n",
            b'{"england-and-wales": {"events": [{"date": "2026-12-28", "title": "Boxing Day", "notes": ""}]}}',
        ),
    ),
    "school terms": (read_school_terms, (b"name,first_day,last_day\nA,2026-09-01,2026-12-18\n",)),
}
PIECES = (b"\x00", b'"', b",", b"\n", b"\r", b"\xff", b"9" * 40, b"null", b"[", b"NaN", b"-1")
pieces = st.one_of(st.binary(max_size=4), st.sampled_from(PIECES))


@st.composite
def spoilt(draw, wholes):
    """A good file with a few pieces of it replaced."""
    data = draw(st.sampled_from(wholes))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        data = data[:start] + draw(pieces) + data[start + draw(st.integers(0, 6)) :]
    return data


@pytest.mark.parametrize("what", READERS)
def test_a_file_is_read_or_refused_with_reasons(what):
    read, wholes = READERS[what]

    @settings(max_examples=200)
    @given(data=st.one_of(spoilt(wholes), st.binary(max_size=60)))
    @example(data=b"")
    @example(data=b"PK")
    @example(data=b"{")
    @example(data=b"\r\x00")
    def test(data):
        refused = None
        try:
            read(SourceFile("a.csv", data))
        except GeodataError as error:
            refused = error
        assert refused is None or (refused.faults and all(fault.message for fault in refused.faults))

    for whole in wholes:
        assert read(SourceFile("a.csv", whole))
    test()
