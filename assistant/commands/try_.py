"""`handrail try`: text or "call" Handrail from the terminal."""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.conversation import TEXT, VOICE, Conversation, EngineConversation, Exchange, HouseConversation
from assistant.commands.engines import engine_for
from assistant.commands.errors import CommandError
from assistant.commands.golden import golden_talk
from assistant.commands.terminal import result, tell
from assistant.edge import Edge, real_edge
from assistant.engine_client import EngineClient
from assistant.logs import set_up_logs
from assistant.rules import RulePacks
from assistant.services import COPY, open_services
from assistant.settings import Settings
from assistant.web.phone_network import PhoneNetwork
from assistant.wording import Words
from sms.text import SmsText


class Channel(str, Enum):
    """How the person reaches us."""

    text = TEXT
    voice = VOICE


class Language(str, Enum):
    """The language a talk begins in; it changes when the first message is in the other one, or on request."""

    en = "en"
    es = "es"


@dataclasses.dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    channel: str
    language: str
    today: date | None
    engine_only: bool


def try_(
    channel: Annotated[Channel, typer.Option(help="A text, or what is said and heard in a call.")] = Channel.text,
    lang: Annotated[Language, typer.Option(help="The language before the first message.")] = Language.en,
    script: Annotated[
        Path | None, typer.Option(help="Say these lines, one message a line.", exists=True, dir_okay=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each message.")] = False,
    repro: Annotated[bool, typer.Option(help="Print the talk as a golden file when it ends.")] = False,
    engine_only: Annotated[bool, typer.Option(help="Speak to the engine alone, without door and store.")] = False,
    on: Annotated[str | None, typer.Option(help="Pretend that this is today, as 2026-11-21.")] = None,
) -> None:
    """Talk to Handrail here. Nothing is kept; an empty line is an empty text; Ctrl-D ends."""
    options = Options(channel.value, lang.value, _day(on), engine_only)
    set_up_logs(sys.stderr, level=50)
    with engine_for(Settings.from_env()) as settings, opened(settings, options) as conversation:
        exchanges = []
        for words in _lines(script):
            each = conversation.say(words)
            exchanges.append(each)
            _show(each, as_json=as_json, quiet=repro, echo=script is not None)
    if repro:
        today = options.today or real_edge().now().astimezone(settings.zone).date()
        result(golden_talk(_title(exchanges), today, options.language, options.channel, exchanges).rstrip())


@contextmanager
def opened(settings: Settings, options: Options) -> Iterator[Conversation]:
    """A conversation over a throw-away folder; `settings` names a running engine."""
    clock = TalkClock(real_edge(), settings, options.today)
    edge = clock.edge()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handrail-")))
        settings = replace(
            settings, database_url=f"sqlite:///{folder / 'try.db'}", opt_out_replies="ours", segments_per_second=1000.0
        )
        if options.engine_only:
            rules, engine = RulePacks(settings.packs), EngineClient(settings.engine_socket)
            words = Words.load(
                COPY, accents=settings.accents, programs=rules.names(), guides=rules.guides(),
                standing={"agency": settings.agency},
            )  # fmt: skip
            today = edge.now().astimezone(settings.zone).date()
            yield EngineConversation(
                engine, words, rules, settings, edge, today=today, channel=options.channel, language=options.language
            )
            return
        network = PhoneNetwork(folder / "phones.sealed", settings.master_keys[0], edge, settings.twilio_from)
        services = open_services(settings, edge, network)
        stack.callback(services.close)
        yield HouseConversation(services, network, options.channel, options.language, clock.pass_a_minute)


class TalkClock:
    """The clock of a talk at the terminal: real, or moved to noon of `today`; each message a minute after the last.

    Nobody texts as fast as a script does: without the minute a longer script would meet the limit on texts.
    """

    def __init__(self, edge: Edge, settings: Settings, today: date | None) -> None:
        self._edge = edge
        noon = None if today is None else datetime.combine(today, time(12), settings.zone)
        self._shift = timedelta(0) if noon is None else noon - edge.now()

    def edge(self) -> Edge:
        """The edge by this clock; it still runs on, so that waits end."""
        return replace(self._edge, now=lambda: self._edge.now() + self._shift)

    def pass_a_minute(self) -> None:
        self._shift += timedelta(minutes=1)


def _lines(script: Path | None) -> Iterator[str]:
    """What is said: the lines of a file, of a pipe, or of the person at the keyboard."""
    if script is not None:
        yield from script.read_text(encoding="utf-8").splitlines()
        return
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    tell("Write what you would text; Ctrl-D ends.")
    while True:
        try:
            yield input("> ")
        except EOFError:
            tell("")
            return


def _show(each: Exchange, *, as_json: bool, quiet: bool, echo: bool) -> None:
    if as_json:
        result(json.dumps(_as_json(each), ensure_ascii=False))
    elif not quiet:
        if echo:
            result(f"> {each.says}")
        for body in each.hears:
            size = SmsText(body)
            result(f"{body}\n    [{size.segments} x {size.alphabet.value}, {len(body)} characters]\n")


def _as_json(each: Exchange) -> dict[str, object]:
    return {**dataclasses.asdict(each), "segments": [SmsText(body).segments for body in each.hears]}


def _title(exchanges: list[Exchange]) -> str:
    return f"A talk that begins: {exchanges[0].says[:60]}" if exchanges else "An empty talk"


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--on {text!r} is not a day; write it like 2026-11-21") from error
