"""Pages from templates. Everything a person wrote is escaped; a template that lacks a value is an error, not a gap."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assistant.web.page_words import Language, page_words

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def page(template: str, language: Language, status: int = 200, /, **values: object) -> HTMLResponse:
    """The template with these values and the page's own words (`w`) in this language ("en" or "es")."""
    words = page_words(language)
    return HTMLResponse(_pages.get_template(template).render(w=words, lang=language, **values), status)
