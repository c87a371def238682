"""Files for the loading commands."""

import pytest


@pytest.fixture
def file(tmp_path):
    """Writes a file and gives its name."""

    def written(data, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(path)

    return written
