"""Every sentence that Handrail says: message ids and values in, finished words out.

The sentences are data, `assistant/copy/<language>/*.yml`: one Jinja2 template by message id, or two (`text`, `voice`)
where a call needs other words. Templates are sandboxed and strict; what people wrote is only ever a value and is never
read as a template. How to write them: docs/guides/words.md.

    WordingError
    ├── CopyError           a file of the folder cannot be used (file, id, what to mend)
    ├── UnknownMessage      no message of that id
    ├── UnknownLanguage     no words in that language, or an unknown channel
    ├── MissingValue        a template needs a value that was not given, or got one that cannot be printed
    └── UnsayableValue      a value or code that a filter cannot say
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import yaml
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.phrases import Guide, Names, Phrases, UnsayableValue, Vocabulary, WordingError, said_back
from sms.text import Alphabet, SmsText, gsm_safe

__all__ = [
    "CHANNELS", "CopyError", "MissingValue", "UnknownLanguage", "UnknownMessage", "UnsayableValue", "WordingError",
    "Words", "budget", "said_back",
]  # fmt: skip

CHANNELS: Final = ("text", "voice")
HEARD: Final = "heard."
EVERY: Final = ".*"
SENTENCE_END: Final = re.compile(r"(?<=[.?])\s+")

OPTIONAL: Final = ("because", "phone", "program", "site", "size", "who")
"""Values that a message can do without: not given is none. All others must be given where they are named."""

Accents = Literal["keep", "gsm"]
Sources = dict[str, dict[str, str]]
"""Template sources: by message id, then by channel."""


class CopyError(WordingError):
    """A file of the copy folder cannot be used."""


class UnknownMessage(WordingError):
    """No message has this id."""


class UnknownLanguage(WordingError):
    """No words exist in this language, or for this channel."""


class MissingValue(WordingError):
    """A template needs a value that was not given, or was given one that cannot be printed."""


class Words:
    """All messages of all languages. Made by `Words.load`; templates are compiled when first used."""

    def __init__(
        self, sources: Mapping[str, Sources], environments: Mapping[tuple[str, str], ImmutableSandboxedEnvironment],
        *, accents: Accents, standing: Mapping[str, object],
    ) -> None:  # fmt: skip
        self._sources = sources
        self._environments = environments
        self._accents = accents
        self._standing = standing
        self._compiled: dict[tuple[str, str, str], Template] = {}

    @classmethod
    def load(
        cls, folder: Path, *, accents: Accents = "keep", programs: Names | None = None,
        guides: Mapping[str, Guide] | None = None, standing: Mapping[str, object] | None = None,
    ) -> Words:  # fmt: skip
        """Read every language under `folder`.

        accents: "keep" writes correct Spanish; "gsm" drops the accents that make a text cost twice.
        programs: names of the programs, by id and language, from the rulebook; guides: how to ask for each.
        standing: values that every message may use (the agency's name); a text or one text for each language.
        Raises `CopyError` where a file is wrong or a language lacks a message.
        """
        contacts = _read(folder / "contacts.yml")
        sources: dict[str, Sources] = {}
        environments = {}
        for language in sorted(path for path in folder.iterdir() if path.is_dir()):
            vocabulary = _read(language / "vocabulary.yml")
            sources[language.name] = _sources(language)
            for channel in CHANNELS:
                phrases = Phrases(language.name, channel, vocabulary, programs or {}, guides or {})
                environments[language.name, channel] = _environment(phrases, contacts)
            _check_templates(language, sources[language.name], environments[language.name, "text"])
        _same_messages(folder, sources)
        return cls(sources, environments, accents=accents, standing=standing or {})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are words in."""
        return tuple(self._sources)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every message id, in the order of the files; the same in each language."""
        return tuple(next(iter(self._sources.values())))

    def source(self, message_id: str, language: str, channel: str) -> str:
        """The template of a message as policy staff wrote it; a call falls back to the words of a text."""
        if language not in self._sources or channel not in CHANNELS:
            raise UnknownLanguage(
                f"no words in {language!r} on channel {channel!r} (message {message_id!r}); "
                f"there are {', '.join(self._sources)} on {', '.join(CHANNELS)}"
            )
        if (by_channel := self._sources[language].get(message_id)) is None:
            raise UnknownMessage(
                f"no message {message_id!r} in {language!r}; add it under copy/{language} and in every other language"
            )
        return by_channel.get(channel, by_channel["text"])

    def placeholders(self, message_id: str, language: str, channel: str) -> frozenset[str]:
        """The values that a message names, the optional ones too."""
        environment = self._environments[language, channel]
        names = meta.find_undeclared_variables(environment.parse(self.source(message_id, language, channel)))
        return frozenset(names - environment.globals.keys())

    def render(self, message_id: str, language: str, channel: str, values: Mapping[str, object]) -> str:
        """The words of one message. Values it does not name are ignored; one that it needs must be there (OPTIONAL)."""
        template = self._template(message_id, language, channel)
        every = {**dict.fromkeys(OPTIONAL), **self._standing, **values}
        given = {name: _in_language(value, language) for name, value in every.items()}
        try:
            words = template.render(given)
        except UndefinedError as error:
            raise MissingValue(f"message {message_id!r} in {language!r}: {error}; give it in `values`") from error
        except TemplateError as error:
            raise CopyError(f"message {message_id!r} in {language!r} reaches out of the sandbox: {error}") from error
        except WordingError as error:
            raise type(error)(f"message {message_id!r} in {language!r}: {error}") from error
        words = "\n".join(filter(None, (" ".join(line.split()) for line in words.splitlines())))
        return gsm_safe(words) if self._accents == "gsm" else words

    def compose(self, pieces: Sequence[str]) -> tuple[str, ...]:
        """Rendered pieces as the fewest texts, in order, each within its segment budget (see `budget`).

        A piece goes whole into one text wherever it fits one; a longer one is parted between lines, then sentences,
        then words. Nothing is dropped but empty pieces.
        """
        return _joined([part for piece in pieces if piece.strip() for part in _parts(piece.strip())], "\n")

    def _template(self, message_id: str, language: str, channel: str) -> Template:
        key = (message_id, language, channel)
        if key not in self._compiled:
            source = self.source(message_id, language, channel)
            self._compiled[key] = self._environments[language, channel].from_string(source)
        return self._compiled[key]


def budget(body: str) -> int:
    """Most segments that one text may take: three, and four where accents make each segment shorter."""
    return 3 if SmsText(body).alphabet is Alphabet.GSM7 else 4


def _fits(body: str) -> bool:
    return SmsText(body).fits(budget(body))


def _joined(parts: Sequence[str], joint: str) -> tuple[str, ...]:
    """Parts in order in as few texts as fit. `sms.text.pack` knows one budget; here it follows each text's alphabet."""
    bodies: list[str] = []
    for part in parts:
        if bodies and _fits(together := bodies[-1] + joint + part):
            bodies[-1] = together
        else:
            bodies.append(part)
    return tuple(bodies)


def _parts(piece: str) -> Iterator[str]:
    """A piece whole if it fits, else its lines, their sentences, and at the very last their words."""
    if _fits(piece):
        yield piece
        return
    for split, joint in ((str.splitlines, "\n"), (SENTENCE_END.split, " "), (str.split, " ")):
        smaller = split(piece)
        if len(smaller) > 1:
            yield from _joined([part for small in smaller for part in _parts(small)], joint)
            return
    middle = len(piece) // 2
    yield from _parts(piece[:middle])
    yield from _parts(piece[middle:])


def _environment(phrases: Phrases, contacts: Mapping[str, object]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_printable)
    environment.globals = {"contacts": {name: _contact(name, row, phrases) for name, row in contacts.items()}}
    environment.filters |= phrases.filters()
    return environment


def _contact(name: str, row: object, phrases: Phrases) -> str:
    if isinstance(row, Mapping) and len(row.keys() & {"phone", "site"}) == 1:
        return phrases.phone(row["phone"]) if "phone" in row else str(row["site"])
    raise CopyError(f"contacts.yml: {name!r} needs a phone or a site, and only one of them")


def _printable(value: object) -> object:
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, naming the value
    raise MissingValue(f"{value!r} was to be printed; give a text or a number, or use a filter of assistant/phrases.py")


def _in_language(value: object, language: str) -> object:
    return value[language] if isinstance(value, Mapping) and language in value else value


def _sources(folder: Path) -> Sources:
    """Every message of one language. `family.*` stands for one message for each `heard.` topic, which it includes."""
    sources: Sources = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == "vocabulary.yml":
            continue
        for message_id, words in _read(path).items():
            if message_id in sources:
                raise CopyError(f"{path}: {message_id!r} stands in another file too; keep one of them")
            sources[message_id] = _by_channel(path, message_id, words)
    heard = {key.removeprefix(HEARD): words for key, words in sources.items() if key.startswith(HEARD)}
    for family in [key for key in sources if key.endswith(EVERY)]:
        every = sources.pop(family)
        for topic, phrase in heard.items():
            sources[family.removesuffix("*") + topic] = {
                channel: every.get(channel, every["text"]).replace("{{ heard }}", phrase.get(channel, phrase["text"]))
                for channel in every.keys() | phrase.keys()
            }
    return sources


def _by_channel(path: Path, message_id: str, words: object) -> dict[str, str]:
    by_channel = {"text": words} if isinstance(words, str) else words
    if (
        not isinstance(by_channel, dict)
        or not by_channel.keys() <= set(CHANNELS)
        or "text" not in by_channel
        or not all(isinstance(template, str) and template.strip() for template in by_channel.values())
    ):
        raise CopyError(f"{path}: {message_id!r} is neither a text nor `text` with `voice`; write one of the two")
    return by_channel


def _check_templates(folder: Path, sources: Sources, environment: ImmutableSandboxedEnvironment) -> None:
    for message_id, by_channel in sources.items():
        for template in by_channel.values():
            try:
                tree = environment.parse(template)
            except TemplateSyntaxError as error:
                raise CopyError(f"{folder}: {message_id!r} is no template: {error.message}; mend its braces") from error
            if unknown := {used.name for used in tree.find_all(nodes.Filter)} - environment.filters.keys():
                raise CopyError(f"{folder}: {message_id!r} uses {', '.join(sorted(unknown))}; see assistant/phrases.py")


def _same_messages(folder: Path, sources: Mapping[str, Sources]) -> None:
    every: set[str] = set().union(*sources.values())
    for language, messages in sources.items():
        if missing := sorted(every - messages.keys()):
            raise CopyError(f"{folder / language}: {', '.join(missing)} missing; write them in this language too")
    if not every:
        raise CopyError(f"{folder}: no messages found; give the folder that holds one folder a language")


class _StrictLoader(yaml.SafeLoader):
    """YAML that refuses a key written twice: the first text would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if repeated := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"{sorted(repeated)} written twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _read(path: Path) -> Vocabulary:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 (a SafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise CopyError(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise CopyError(f"{path} is not a list of `id: words`; quote ids such as yes and no")
    return data
