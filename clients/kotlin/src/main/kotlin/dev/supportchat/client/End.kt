package dev.supportchat.client

/** Why a conversation goes on no more. */
internal sealed class End {
  abstract val error: SupportchatException

  /** The program closed it. */
  class Closed(
    what: String,
  ) : End() {
    override val error = closed(what)
  }

  class Failed(
    override val error: SupportchatException,
  ) : End()
}
