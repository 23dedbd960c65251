"""A provider in memory with the test's own clock: for what needs hours to pass. Each send takes the next entry.

The real client against a lying provider is tested with `fake_provider`; this one only keeps time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sms.errors import NO_ANSWER, SendError
from sms.numbers import PhoneNumber
from sms.sender import ListedInbound, ListedText, OutboundText, ProviderUnavailable, Sent
from sms.status import DeliveryStatus


@dataclass
class ScriptedSender:
    """script: what happens to the next sends, "ok" when it is empty.

    asked: how often the provider was asked something, answered or not.

    "ok": accepted and answered. "lost": accepted, no answer. "gone": not accepted, no answer. Or a SendError.
    """

    now: Callable[[], datetime]
    script: list[str | SendError] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # our id -> the provider's newest
    texts: list[tuple[PhoneNumber, ListedText]] = field(default_factory=list)
    sent: list[OutboundText] = field(default_factory=list)
    inbound: list[ListedInbound] = field(default_factory=list)
    redacted: list[str] = field(default_factory=list)
    lists: bool = True
    asked: int = 0
    list_lag_s: float = 0.0

    def send(self, text: OutboundText) -> Sent | SendError:
        self.sent.append(text)
        step = self.script.pop(0) if self.script else "ok"
        if isinstance(step, SendError):
            return step
        if step == "gone":
            return NO_ANSWER
        provider_id = f"SM{len(self.texts) + 1:032x}"
        self.ids[text.our_id] = provider_id
        self.texts.append((text.to, ListedText(provider_id, text.body, DeliveryStatus.QUEUED, self.now())))
        return NO_ANSWER if step == "lost" else Sent(provider_id, DeliveryStatus.QUEUED)

    def list_to(self, number: PhoneNumber, since: datetime) -> tuple[ListedText, ...]:
        self._check()
        return tuple(
            text
            for recipient, text in reversed(self.texts)
            if recipient == number
            and text.created >= since
            and (self.now() - text.created).total_seconds() >= self.list_lag_s
        )

    def list_inbound(self, since: datetime) -> Iterator[ListedInbound]:
        self._check()
        yield from (text for text in reversed(self.inbound) if text.received >= since)

    def redact(self, provider_id: str) -> None:
        self._check()
        self.redacted.append(provider_id)

    def _check(self) -> None:
        self.asked += 1
        if not self.lists:
            raise ProviderUnavailable("answer", NO_ANSWER)

    @property
    def bodies(self) -> list[str]:
        """What the phones have shown."""
        return [text.body for _, text in self.texts]
