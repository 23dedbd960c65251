"""`handrail setup`: is everything outside this house as the house needs it?"""

from __future__ import annotations

import typer

from assistant.commands.errors import CommandError
from assistant.commands.terminal import result
from assistant.settings import Settings
from sms.twilio_client import make_client
from sms.twilio_setup import Finding, Plan, Verdict, check_setup

app = typer.Typer(no_args_is_help=True, help="Check what stands outside this house.")
INBOUND_PATH = "/sms/inbound"
_MARKS = {Verdict.OK: "ok      ", Verdict.MISSING: "MISSING ", Verdict.LOOK: "look    "}


@app.callback()
def setup() -> None:
    """Check what stands outside this house."""


@app.command("twilio")
def twilio() -> None:
    """Check number, registration, webhooks and opt-out replies at Twilio; print what is missing. Changes nothing."""
    settings = Settings.from_env()
    client = make_client(
        settings.twilio_account_sid, settings.twilio_auth_token, base_url=settings.provider_url
    )
    plan = Plan(settings.twilio_from, settings.public_url + INBOUND_PATH, settings.opt_out_replies)
    findings = check_setup(client, plan)
    for finding in findings:
        result(as_lines(finding))
    missing = sum(finding.verdict is Verdict.MISSING for finding in findings)
    if missing:
        raise CommandError(f"{missing} of {len(findings)} checks found something missing; mend them from the top")


def as_lines(finding: Finding) -> str:
    """A finding as the terminal shows it: the verdict first, the remedy on a line of its own."""
    line = f"{_MARKS[finding.verdict]}{finding.topic}: {finding.says}"
    return f"{line}\n        -> {finding.remedy}" if finding.remedy else line
