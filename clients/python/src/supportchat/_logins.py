"""Who the client is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from supportchat import v1

if TYPE_CHECKING:
    from supportchat.v1.auth_pb2_grpc import AuthServiceAsyncStub


class Login:
    """Says who the client is: a Visitor, an Agent, an APIKey or Tokens."""

    def _begin(self) -> tuple[str, str]:
        """The token and the refresh token that are known before the first call."""
        return "", ""

    async def _log_in(self, _auth: AuthServiceAsyncStub, _timeout: float, /) -> v1.Token | None:
        """Gets a token; None where this login has no way to."""
        return None

    @property
    def _repeats(self) -> bool:
        """Whether logging in once more leads to the same person."""
        return False


@dataclass(frozen=True, kw_only=True)
class Visitor(Login):
    """Talks as a visitor of a site. A token is made at the first call: for a new anonymous user, or with a proof for the site's own."""

    site: str = "default"
    """The site's public key."""
    name: str = ""
    """What the visitor goes by, if that is known. It proves nothing, nor does the address."""
    email: str = ""
    external_id: str = ""
    """The id under which the site knows the visitor."""
    identifier_hash: str = field(default="", repr=False)
    """The HMAC-SHA256 of external_id under the site's secret, in hexadecimal."""
    jwt: str = field(default="", repr=False)
    """Proves the visitor instead of external_id and identifier_hash."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What the site says of the visitor: at most 20."""

    def __post_init__(self) -> None:
        self._request()  # What cannot be asked for is found here.

    def _request(self) -> v1.CreateVisitorTokenRequest:
        return v1.CreateVisitorTokenRequest(
            site=self.site,
            name=self.name,
            email=self.email,
            external_id=self.external_id,
            identifier_hash=self.identifier_hash,
            jwt=self.jwt,
            attributes=self.attributes,
        )

    async def _log_in(self, auth: AuthServiceAsyncStub, timeout: float, /) -> v1.Token:
        response = await auth.CreateVisitorToken(self._request(), timeout=timeout, wait_for_ready=True)
        return response.visitor_token.token

    @property
    def _repeats(self) -> bool:
        # Without a proof, it would be another user.
        return bool(self.identifier_hash or self.jwt)


@dataclass(frozen=True)
class Agent(Login):
    """Talks as an agent, a person or a bot, who logs in with a password."""

    email: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        self._request()

    def _request(self) -> v1.CreateAgentTokenRequest:
        return v1.CreateAgentTokenRequest(email=self.email, password=self.password)

    async def _log_in(self, auth: AuthServiceAsyncStub, timeout: float, /) -> v1.Token:
        response = await auth.CreateAgentToken(self._request(), timeout=timeout, wait_for_ready=True)
        return response.agent_token.token

    @property
    def _repeats(self) -> bool:
        return True


def _check(name: str, bearer: str) -> None:
    """Holds that a bearer token can be written in a header. With one that cannot, such as one with the end of its line, gRPC fails without saying why."""
    if not bearer.isascii() or not bearer.isprintable() or bearer != bearer.strip():
        raise ValueError(f"{name} has white space around it, or characters that no header has")


@dataclass(frozen=True)
class APIKey(Login):
    """Talks for a back end, with the secret of an API key."""

    key: str = field(repr=False)

    def __post_init__(self) -> None:
        _check("key", self.key)
        if not self.key:
            raise ValueError("key is empty")

    def _begin(self) -> tuple[str, str]:
        return self.key, ""


@dataclass(frozen=True)
class Tokens(Login):
    """Talks with a token and a refresh token from elsewhere. Options.on_tokens tells of those that replace them."""

    token: str = field(default="", repr=False)
    """The bearer token; without it, the refresh token buys one first."""
    refresh_token: str = field(default="", repr=False)
    """Buys the next token, once. Without it, the client is at its end when the token is."""

    def __post_init__(self) -> None:
        _check("token", self.token)
        if not self.token and not self.refresh_token:
            raise ValueError("token and refresh_token are empty")

    def _begin(self) -> tuple[str, str]:
        return self.token, self.refresh_token
