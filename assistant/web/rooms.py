"""What the doors open into. One value, made at the edge and carried by the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import HTTPConnection

from assistant.services import Services
from assistant.settings import Settings
from assistant.web.phone_network import PhoneNetwork
from assistant.web.sign_in import SignIn


@dataclass(frozen=True)
class Rooms:
    """phone: the made-up phone network of development; None anywhere else."""

    services: Services
    sign_in: SignIn
    phone: PhoneNetwork | None = None

    @property
    def settings(self) -> Settings:
        return self.services.settings


def rooms_over(services: Services, phone: PhoneNetwork | None = None) -> Rooms:
    """The rooms of a wired house."""
    return Rooms(services, SignIn(services.settings, services.store, services.edge), phone)


def rooms_of(connection: HTTPConnection) -> Rooms:
    """The rooms of the app that got this request."""
    return cast(Rooms, connection.app.state.rooms)
