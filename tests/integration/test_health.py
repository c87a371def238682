"""What a load balancer asks."""

import pytest
from django.core.files.storage import storages
from django.db import connection


def test_alive_without_asking_the_database(client):
    """No database mark: any query would fail this test."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_names_what_it_asked(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "checks": {"database": True, "jobs": True, "storage": True}}
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_says_which_and_nothing_more(client, tmp_path, monkeypatch):
    """Where private files would go there is a plain file: nothing can ever be written there."""
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setattr(storages["private"], "location", str(blocker / "nowhere"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "checks": {"database": True, "jobs": True, "storage": False}}
    assert b"nowhere" not in answer.content


@pytest.mark.django_db
def test_not_ready_without_the_table_of_runs(client):
    # Taken back with the test's own transaction, which on PostgreSQL takes no further command after the failed read.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_jobrun RENAME TO elsewhere")
    assert client.get("/readyz").json()["checks"] == {"database": True, "jobs": False, "storage": True}
