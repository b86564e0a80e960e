"""How a client works."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import grpc

from supportchat._version import __version__


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a client works. All times are in seconds."""

    deadline: float = 10
    """How long a call may take that is not given a timeout. Streams have none."""
    keepalive: float = 10
    """After how long a silence the line is probed."""
    keepalive_timeout: float = 5
    """How long the answer to that may take; then the line is dead."""
    first_backoff: float = 0.25
    """After a fault, the client waits a random time up to this before it connects again; it doubles with each failure."""
    most_backoff: float = 10
    """What it doubles up to."""
    logger: logging.Logger | None = None
    """Is told what becomes of the line, and never a token or a text. Without one, nothing is logged."""
    on_tokens: Callable[[str, str], Awaitable[None] | None] | None = None
    """Is called with each new token and its refresh token, to store them for Tokens. They are used once it has returned; the refresh token from before is worth nothing then."""
    channel_credentials: grpc.ChannelCredentials | None = None
    """For an https target with an authority of one's own. Without it, those that gRPC brings are believed."""
    channel_options: Sequence[tuple[str, Any]] = ()
    """More of gRPC's channel arguments."""


def silent() -> logging.Logger:
    """A logger that says nothing, and is nobody's child."""
    return logging.Logger("supportchat", logging.CRITICAL + 1)


def parse(target: str) -> tuple[str, bool]:
    """Splits a target into the address to connect to, and whether to speak TLS."""
    problem = ValueError(f"the target is {target!r}, not http://host:port or https://host:port")
    try:
        at = urlsplit(target)
        port = at.port
    except ValueError:
        raise problem from None
    if at.scheme not in ("http", "https") or not at.hostname or at.path not in ("", "/") or at.query or at.fragment or "@" in at.netloc:
        raise problem
    secure = at.scheme == "https"
    host = f"[{at.hostname}]" if ":" in at.hostname else at.hostname
    return f"dns:///{host}:{port if port is not None else 443 if secure else 80}", secure


def open_channel(target: str, options: Options) -> grpc.aio.Channel:
    address, secure = parse(target)
    milliseconds = {
        "grpc.keepalive_time_ms": options.keepalive,
        "grpc.keepalive_timeout_ms": options.keepalive_timeout,
        # While a ping of gRPC's own is on its way, which it gives a minute, it does not send ours.
        "grpc.http2.ping_timeout_ms": options.keepalive_timeout,
        # gRPC varies its delays by a fifth only: so each client has its own to begin with, and its own to end with.
        "grpc.initial_reconnect_backoff_ms": random.uniform(0, options.first_backoff),  # noqa: S311
        "grpc.max_reconnect_backoff_ms": random.uniform(options.most_backoff / 2, options.most_backoff),  # noqa: S311
        "grpc.min_reconnect_backoff_ms": options.deadline,
    }
    arguments: list[tuple[str, Any]] = [(name, max(1, round(seconds * 1000))) for name, seconds in milliseconds.items()]
    arguments += [
        ("grpc.http2.max_pings_without_data", 0),
        # Or clients of the same target would share a connection, and one could not close it.
        ("grpc.use_local_subchannel_pool", 1),
        ("grpc.primary_user_agent", f"supportchat-python/{__version__}"),
        *options.channel_options,
    ]
    if secure:
        return grpc.aio.secure_channel(address, options.channel_credentials or grpc.ssl_channel_credentials(), arguments)
    return grpc.aio.insecure_channel(address, arguments)
