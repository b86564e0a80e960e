from __future__ import annotations

import asyncio
import inspect
import time
from typing import TYPE_CHECKING

import grpc

from supportchat import v1
from supportchat._errors import Error, closed, of_call
from supportchat._logins import Login
from supportchat._options import Options, silent

if TYPE_CHECKING:
    from supportchat.v1.auth_pb2_grpc import AuthServiceAsyncStub

# A token is renewed when it has less than this to live, or less than a tenth of its life if that is less.
RENEW_BEFORE = 30.0
RENEW_BEFORE_PART = 10


class Credentials:
    """Hold the token that calls are made with, and get the next one in time. Whoever needs one while it is being renewed waits for the renewal that is under way."""

    def __init__(self, auth: AuthServiceAsyncStub, login: Login, options: Options) -> None:
        """auth puts no credential in."""
        self._auth = auth
        self._login = login
        self._deadline = options.deadline
        self._on_tokens = options.on_tokens
        self._log = options.logger or silent()
        self._token, self._refresh_token = login._begin()
        # When the token is to be renewed, by the monotonic clock; None where that is not known.
        self._renew_at: float | None = None
        # Is answered with the token to go on with, or with why there is none.
        self._renewal: asyncio.Future[str | Exception] | None = None
        self._renewing: asyncio.Task[None] | None = None
        self.closed = False

    def at_hand(self) -> str | None:
        """A token that is good as far as the client knows, if there is one."""
        if self.closed or not self._token or (self._renew_at is not None and time.monotonic() >= self._renew_at):
            return None
        return self._token

    async def bearer(self) -> str:
        """A token that is good as far as the client knows."""
        if self.closed:
            raise closed()
        if token := self.at_hand():
            return token
        if self._renewal is None:
            self._renewal = asyncio.get_running_loop().create_future()
            # A task of nobody's: others may wait for it too.
            self._renewing = asyncio.create_task(self._renew(self._renewal))
        renewed = await asyncio.shield(self._renewal)
        if isinstance(renewed, str):
            return renewed
        raise renewed._again() if isinstance(renewed, Error) else renewed

    def refused(self, token: str) -> bool:
        """The service has refused a token. Says whether there may be another one to try."""
        if self._token == token:
            if not self._refresh_token and not self._login._repeats:
                return False
            self._token = ""
        return True

    async def close(self) -> None:
        self.closed = True
        renewing = self._renewing
        if renewing is not None and renewing is not asyncio.current_task():
            renewing.cancel()
            await asyncio.wait({renewing})

    async def _renew(self, renewal: asyncio.Future[str | Exception]) -> None:
        problem: Exception | None = None
        try:
            token = await self._buy()
            await self._tell(token)
            self._token, self._refresh_token = token.token, token.refresh_token
            life = remaining(token, time.time())
            self._renew_at = None if life is None else time.monotonic() + life
            self._log.debug("a token was renewed")
        except asyncio.CancelledError:
            problem = closed()
        except Exception as error:
            problem = closed() if self.closed else error
            self._log.warning("a token was not renewed: %s", problem)
            if self._token and isinstance(problem, Error) and problem.retryable:
                # It was early: the service takes the old one for a while yet.
                problem = None
        self._renewal = None
        renewal.set_result(problem or self._token)

    async def _buy(self) -> v1.Token:
        """Gets a token for the refresh token, or else by logging in."""
        if self._refresh_token:
            try:
                request = v1.RefreshTokenRequest(refresh_token=self._refresh_token)
                response = await self._auth.RefreshToken(request, timeout=self._deadline, wait_for_ready=True)
                return response.token
            except grpc.aio.AioRpcError as error:
                if error.code() is not grpc.StatusCode.UNAUTHENTICATED or not self._login._repeats:
                    raise of_call(error) from error
        try:
            token = await self._login._log_in(self._auth, self._deadline)
        except grpc.aio.AioRpcError as error:
            raise of_call(error) from error
        if token is None:
            raise Error(grpc.StatusCode.UNAUTHENTICATED, "there is no token, and nothing to get one with")
        return token

    async def _tell(self, token: v1.Token) -> None:
        """Before the token is used: the old refresh token is worth nothing any more."""
        if self._on_tokens is None:
            return
        try:
            told = self._on_tokens(token.token, token.refresh_token)
            if inspect.isawaitable(told):
                await told
        except Exception as error:
            asyncio.get_running_loop().call_exception_handler({"message": "on_tokens has failed", "exception": error})


def remaining(token: v1.Token, now: float) -> float | None:
    """In how many seconds a token that has just come is to be renewed. One that is over as it comes says that the clocks differ; then nothing is known, and the service's refusal is waited for."""
    if not token.HasField("expires_at"):
        return None
    life = token.expires_at.ToNanoseconds() / 1e9 - now
    if life <= 0:
        return None
    return life - min(RENEW_BEFORE, life / RENEW_BEFORE_PART)


def with_bearer(token: str) -> tuple[tuple[str, str], ...]:
    """The headers of a call, with a token."""
    return (("authorization", f"Bearer {token}"),)
