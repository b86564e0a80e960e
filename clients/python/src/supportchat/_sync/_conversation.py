from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from supportchat import aio, v1
from supportchat._errors import ClosedError
from supportchat._sync._loop import Loop
from supportchat.aio import Event

if TYPE_CHECKING:
    from typing_extensions import Self

OnEvent: TypeAlias = Callable[[Event], None]


class Sending:
    """A message that was submitted."""

    def __init__(self, loop: Loop, sending: aio.Sending) -> None:
        self._loop = loop
        self._sending = sending

    @property
    def client_message_id(self) -> str:
        """The id under which the message is stored."""
        return self._sending.client_message_id

    def wait(self, *, timeout: float | None = None) -> v1.Ack:
        """Waits until the message is durable, as Conversation.send does. A wait that times out does not take the message back."""
        return self._loop.run(self._sending.wait(), timeout)


class Conversation(Iterator[v1.Message]):
    """A session, read and written over the client's stream. It may be used by any number of threads.

    It is a stream of the session's messages: all behind where it was opened, in order of seq, each once, whatever happens to the line. What the caller may not see is left
    out. It ends when the program closes the conversation or the client, and fails with an Error that trying again cannot mend, such as a session that is not there. A session
    that has been closed does not end it, since it may be opened again.

    A reader may be slow: the client holds at most 256 messages, and asks for more when half of them are read.
    """

    def __init__(self, loop: Loop, conversation: aio.Conversation) -> None:
        self._loop = loop
        self._conversation = conversation

    @property
    def session_id(self) -> int:
        """The id of the session."""
        return self._conversation.session_id

    def receive(self, *, timeout: float | None = None) -> v1.Message:
        """The next message, for who does not iterate. Raises TimeoutError if none comes in so many seconds, and ClosedError at the end."""
        return self._loop.run(self._conversation.receive(), timeout)

    def __next__(self) -> v1.Message:
        """The next message."""
        try:
            return self.receive()
        except ClosedError:
            raise StopIteration from None

    def send(self, text: str, *, client_message_id: str | None = None, timeout: float | None = None) -> v1.Ack:
        """Sends a text of 1 byte to 16 KiB and waits until it is durable. Whatever happens to the line, it is stored once, under its client_message_id: 1 to 64 characters, or a new UUID.

        Messages are stored in the order of the calls. An Error is the service's refusal of this message. If it takes longer than timeout says, in seconds, this raises TimeoutError, and
        the message may be stored all the same, now or later; to find out, send it again with the same client_message_id.
        """
        return self._loop.run(self._conversation.send(text, client_message_id=client_message_id), timeout)

    def submit(self, text: str, *, client_message_id: str | None = None, timeout: float | None = None) -> Sending:
        """Has a text sent and does not wait for it to be durable: Sending.wait does.

        At most 64 of a conversation may wait; then this waits for room. If that takes longer than timeout says, this raises TimeoutError, and the message is not sent.
        """
        return Sending(self._loop, self._loop.run(self._conversation.submit(text, client_message_id=client_message_id), timeout))

    def mark_delivered(self, seq: int, *, timeout: float | None = None) -> None:
        """Says that everything up to seq has been received, and waits until the service knows."""
        self._loop.run(self._conversation.mark_delivered(seq), timeout)

    def mark_read(self, seq: int, *, timeout: float | None = None) -> None:
        """Says that everything up to seq has been seen, and waits until the service knows."""
        self._loop.run(self._conversation.mark_read(seq), timeout)

    def typing(self, *, stopped: bool = False) -> None:
        """Tells the others that the caller is typing, or has stopped. It is lost where there is no line. Others let it lapse after 6 seconds, so who goes on typing says so again before."""
        self._loop.call(self._conversation.typing, stopped=stopped)

    def close(self) -> None:
        """Ends the messages and every wait on the conversation, with ClosedError. What was sent and not acknowledged may have been stored.

        The session stays as it is; Client.chat has CloseChatSession. Closing again changes nothing.
        """
        # The client was closed before.
        with contextlib.suppress(ClosedError):
            self._loop.run(self._conversation.close())

    def __enter__(self) -> Self:
        """The conversation itself; it is closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        self.close()
