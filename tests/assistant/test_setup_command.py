"""`handrail setup twilio` against the loopback provider, as an operator runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.commands.errors import CommandError
from assistant.commands.setup import app
from tests.support.fake_provider import FakeProvider


def test_what_is_missing_is_printed_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = {"status": "active", "type": "Full"}
    path = f"/2010-04-01/Accounts/{FakeProvider.account_sid}"
    answers = {f"{path}.json": account, f"{path}/IncomingPhoneNumbers.json": {"incoming_phone_numbers": []}}
    with FakeProvider(tmp_path / "book", resources=answers) as fake:
        for name, value in {
            "HANDRAIL_ENV": "development",
            "HANDRAIL_VAR": str(tmp_path),
            "TWILIO_API_URL": fake.base_url,
            "TWILIO_ACCOUNT_SID": fake.account_sid,
            "TWILIO_AUTH_TOKEN": fake.auth_token,
            "TWILIO_FROM": fake.number,
        }.items():
            monkeypatch.setenv(name, value)
        ran = CliRunner().invoke(app, ["twilio"])
    assert "ok      account: the credentials work" in ran.stdout
    assert f"MISSING number: the account does not hold {fake.number}\n        -> buy or move it" in ran.stdout
    assert isinstance(ran.exception, CommandError)
    assert str(ran.exception) == "1 of 2 checks found something missing; mend them from the top"
    assert fake.auth_token not in ran.stdout
