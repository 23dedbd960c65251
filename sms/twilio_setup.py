"""Whether the account, number, registration and webhooks at Twilio are as this house needs them.

Reads only; changes nothing. Sources: the API pages named at each check. What the API does not show is reported as
`LOOK` and stands in docs/live-checklist.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from sms.numbers import PhoneNumber

OVERRIDES = "rc=2&rp=all&ct=1000&rt=5500"
"""Two more tries whatever went wrong, one second to connect, a little over our own five seconds to answer.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""
_RETRIED = {"all", "5xx"}
_PAGE = 50


class Verdict(Enum):
    """What one check found."""

    OK = "ok"
    MISSING = "missing"
    LOOK = "look"
    """The API cannot show it: a person must look."""


@dataclass(frozen=True)
class Finding:
    """One checked thing: what is so, and what to do about it."""

    topic: str
    verdict: Verdict
    says: str
    remedy: str = ""


@dataclass(frozen=True)
class Plan:
    """What ought to be: our number or short code, the address of our SMS door, and who answers STOP and HELP
    (`twilio` or `ours`)."""

    number: str
    inbound_url: str
    opt_out_replies: str

    @property
    def webhook(self) -> str:
        """The address to enter at the provider, with its retry overrides."""
        return f"{self.inbound_url}#{OVERRIDES}"


def check_setup(client: Client, plan: Plan) -> tuple[Finding, ...]:
    """All findings, in the order in which to mend them. Never raises for what the provider answers."""
    found = [_asked("account", lambda: _account(client))]
    number, failed = _found("number", lambda: _own_number(client, plan))
    if failed or number is None:
        return (*found, failed or _no_number(plan))
    found.append(_number(number, plan))
    service, failed = _found("messaging service", lambda: _service_of(client, number.sid))
    if failed:
        return (*found, failed)
    found += _webhooks(number, service, plan)
    found.append(_asked("registration", lambda: _registration(client, number, service, plan)))
    if service is not None:
        found.append(_smart_encoding(service))
    return (*found, _opt_out(plan))


def _account(client: Client) -> Finding:
    """https://www.twilio.com/docs/iam/api/account"""
    account = client.api.v2010.accounts(client.account_sid).fetch()
    if account.status != "active":
        return Finding("account", Verdict.MISSING, f"the account is {account.status}", "reactivate it in the console")
    if account.type == "Trial":
        return Finding("account", Verdict.MISSING, "a trial account texts verified numbers only", "upgrade the account")
    return Finding("account", Verdict.OK, "the credentials work and the account is active")


def _own_number(client: Client, plan: Plan) -> Any:
    """https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource and .../short-code-resource"""
    if plan.number.startswith("+"):
        numbers = client.incoming_phone_numbers.list(phone_number=plan.number, limit=1)
    else:
        numbers = client.api.v2010.account.short_codes.list(short_code=plan.number, limit=1)
    return numbers[0] if numbers else None


def _no_number(plan: Plan) -> Finding:
    return Finding(
        "number", Verdict.MISSING, f"the account does not hold {plan.number}", "buy or move it, or correct TWILIO_FROM"
    )


def _number(number: Any, plan: Plan) -> Finding:
    if plan.number.startswith("+") and not (number.capabilities or {}).get("sms"):
        return Finding("number", Verdict.MISSING, f"{plan.number} cannot send texts", "take a number that can (SMS)")
    return Finding("number", Verdict.OK, f"the account holds {plan.number} and it can send texts")


def _service_of(client: Client, number_sid: str) -> Any:
    """The messaging service whose sender pool holds the number, or None.

    https://www.twilio.com/docs/messaging/api/service-resource
    """
    for service in client.messaging.v1.services.stream(page_size=_PAGE):
        pools = client.messaging.v1.services(service.sid)
        pool = pools.short_codes if number_sid.startswith("SC") else pools.phone_numbers
        if any(member.sid == number_sid for member in pool.stream(page_size=_PAGE)):
            return service
    return None


def _webhooks(number: Any, service: Any, plan: Plan) -> Iterator[Finding]:
    """Where the provider posts a text, and where it goes when that fails."""
    if service is not None and not service.use_inbound_webhook_on_number:
        where = f"messaging service {service.sid}"
        url, method = service.inbound_request_url, service.inbound_method
        fallback, fallback_method = service.fallback_url, service.fallback_method
    else:
        where = f"number {plan.number}"
        url, method = number.sms_url, number.sms_method
        fallback, fallback_method = number.sms_fallback_url, number.sms_fallback_method
        if getattr(number, "sms_application_sid", None):
            remedy = "remove the TwiML application from the number"
            yield Finding("webhook", Verdict.MISSING, "a TwiML application takes the number's texts", remedy)
    yield _webhook(where, url or "", method or "", plan)
    yield _retries(where, url or "", plan)
    yield _fallback(where, fallback or "", fallback_method or "", plan)


def _webhook(where: str, url: str, method: str, plan: Plan) -> Finding:
    if url.partition("#")[0] != plan.inbound_url:
        says = f"{where} posts texts to {url.partition('#')[0] or 'nobody'}"
        return Finding("webhook", Verdict.MISSING, says, f"enter {plan.webhook}")
    if method != "POST":
        return Finding("webhook", Verdict.MISSING, f"{where} uses {method}", "choose HTTP POST")
    return Finding("webhook", Verdict.OK, f"{where} posts texts to {plan.inbound_url}")


def _retries(where: str, url: str, plan: Plan) -> Finding:
    overrides = dict(parse_qsl(urlsplit(url).fragment))
    again = overrides.get("rc", "")
    policy = set(overrides.get("rp", "").split(","))
    if not (again.isdigit() and int(again) > 0 and policy & _RETRIED):
        says = f"{where} does not try again when our door answers 503"
        return Finding("retries", Verdict.MISSING, says, f"enter {plan.webhook}")
    return Finding("retries", Verdict.OK, f"{where} tries {again} more times")


def _fallback(where: str, url: str, method: str, plan: Plan) -> Finding:
    if not url or method != "POST":
        says = f"{where} has no fallback address with POST"
        return Finding("fallback", Verdict.MISSING, says, f"enter {plan.inbound_url}, or a second house's door")
    return Finding("fallback", Verdict.OK, f"{where} falls back to {url.partition('#')[0]}")


def _registration(client: Client, number: Any, service: Any, plan: Plan) -> Finding:
    """https://www.twilio.com/docs/messaging/compliance: toll-free verification, or an A2P 10DLC campaign."""
    if not plan.number.startswith("+"):
        return Finding("registration", Verdict.LOOK, "a short code is registered by its lease", "read the lease")
    if PhoneNumber(plan.number).is_toll_free:
        verified = client.messaging.v1.tollfree_verifications.list(tollfree_phone_number_sid=number.sid, limit=_PAGE)
        statuses = [item.status for item in verified]
        if "TWILIO_APPROVED" in statuses:
            return Finding("registration", Verdict.OK, "the toll-free number is verified")
        says = f"the toll-free verification is {statuses[0] if statuses else 'not asked for'}"
        return Finding("registration", Verdict.MISSING, says, "finish the toll-free verification in the console")
    if service is None:
        says = "the number is in no messaging service, so it has no A2P 10DLC campaign (error 30034)"
        return Finding(
            "registration", Verdict.MISSING, says, "register brand and campaign, add the number to its service"
        )
    campaigns = client.messaging.v1.services(service.sid).us_app_to_person.list(limit=_PAGE)
    statuses = [item.campaign_status for item in campaigns]
    if "VERIFIED" in statuses:
        return Finding("registration", Verdict.OK, "the A2P 10DLC campaign is verified")
    says = f"the A2P 10DLC campaign is {statuses[0] if statuses else 'not registered'}"
    return Finding("registration", Verdict.MISSING, says, "finish the campaign's registration in the console")


def _smart_encoding(service: Any) -> Finding:
    """A text the provider rewrites is not found again by its body after an unclear send."""
    if service.smart_encoding:
        says = "smart encoding rewrites our texts, so a lost answer could not be matched by body"
        return Finding("smart encoding", Verdict.MISSING, says, "switch it off; ACCENTS=gsm does it on our side")
    return Finding("smart encoding", Verdict.OK, "texts go out as we write them")


def _opt_out(plan: Plan) -> Finding:
    if plan.opt_out_replies == "twilio":
        says = "OPT_OUT_REPLIES=twilio: Twilio answers STOP, START and HELP; we only record them"
        remedy = "text HELP from a phone: exactly one answer must come, and it must be Twilio's"
    else:
        says = "OPT_OUT_REPLIES=ours: we answer; Twilio's own handling must be off for this account"
        remedy = "text HELP from a phone: exactly one answer must come, and it must be ours; else ask Twilio's support"
    return Finding("opt-out replies", Verdict.LOOK, says, remedy)


def _found(topic: str, ask: Callable[[], Any]) -> tuple[Any, Finding | None]:
    try:
        return ask(), None
    except (TwilioException, RequestException) as error:
        return None, _unanswered(topic, error)


def _asked(topic: str, check: Callable[[], Finding]) -> Finding:
    finding, failed = _found(topic, check)
    return failed or finding


def _unanswered(topic: str, error: Exception) -> Finding:
    code = getattr(error, "code", None)
    why = f"code {code}" if code else type(error).__name__
    remedy = "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" if code in (401, 20003) else "try again later"
    return Finding(topic, Verdict.MISSING, f"Twilio did not answer this question ({why})", remedy)
