"""``explain``: the order, the reasons, the summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factorygen.cli import main

EXAMPLE = Path(__file__).parents[1] / "generated_example"


def explained(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    monkeypatch.chdir(EXAMPLE)
    with pytest.raises(SystemExit) as end:
        main(["explain", *options])
    assert end.value.code == 0
    return capsys.readouterr().out


def test_models_stand_in_foreign_key_order(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    models = json.loads(explained(capsys, monkeypatch, "--format", "json"))["models"]
    assert [(one["model"], one["parents"], one["rows"]) for one in models] == [
        ("User", [], 1),
        ("Client", ["User"], 2),
        ("Contract", ["Client"], 3),
        ("Invoice", ["Contract"], 4),
    ]


def test_each_attribute_has_a_reason(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    models = json.loads(explained(capsys, monkeypatch, "--format", "json"))["models"]
    attributes = {one["name"]: one for one in models[0]["attributes"]}
    assert attributes["email"]["reason"] == "unique; name: email"
    assert attributes["email"]["satisfies"] == "String(200), NOT NULL, unique"
    assert attributes["id"]["code"] == ""
    assert all(one["reason"] for model in models for one in model["attributes"])


def test_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = explained(capsys, monkeypatch, "--only", "User.email")
    assert text.splitlines()[:3] == [
        "1. User (users)",
        '   email = Sequence(lambda n: f"user{n}@example.com")',
        "      unique; name: email [String(200), NOT NULL, unique]",
    ]


@pytest.mark.parametrize(("wanted", "closest"), [("Usr", "User"), ("User.emial", "email")])
def test_only_something_unknown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wanted: str, closest: str
) -> None:
    monkeypatch.chdir(EXAMPLE)
    with pytest.raises(SystemExit) as end:
        main(["explain", "--only", wanted])
    assert end.value.code == 2
    assert f"did you mean {closest!r}?" in capsys.readouterr().err


def test_mermaid(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    graph = explained(capsys, monkeypatch, "--format", "mermaid").splitlines()
    arrows = ["    Client --> User", "    Contract --> Client", "    Invoice --> Contract"]
    assert graph == ["graph TD", "    User", *arrows]


def test_summary(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    last = explained(capsys, monkeypatch).splitlines()[-1]
    assert last == "12 declarations by a rule, 0 by a fallback, 0 want a human"
