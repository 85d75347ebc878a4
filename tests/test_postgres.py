"""The PostgreSQL of the tests: databases are made from a template and belong to one test."""

import psycopg


def _run(url: str, statement: str) -> list[tuple]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_a_database_is_made_from_a_template_and_changes_nothing_in_it(new_postgres_database):
    template = new_postgres_database()
    _run(template, "CREATE TABLE word (text text)")
    copy = new_postgres_database(template)
    _run(copy, "INSERT INTO word VALUES ('æøåáčđŋšŧž')")
    assert _run(copy, "SELECT text FROM word") == [("æøåáčđŋšŧž",)]
    assert _run(template, "SELECT text FROM word") == []


def test_a_dropped_database_is_gone_also_while_somebody_uses_it(postgres, postgres_url):
    url = postgres.create()
    with psycopg.connect(url.replace("+psycopg", "")):
        postgres.drop(url)
    names = [name for (name,) in _run(postgres_url, "SELECT datname FROM pg_database")]
    assert url.split("/")[-1].split("?")[0] not in names
