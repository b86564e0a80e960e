package dev.supportchat.client

import dev.supportchat.v1.Message

/** What came for a conversation and was not read yet. Guarded by the client's lock. */
internal class Reader(
  /** The seq of the last message that came. */
  var last: Long,
) {
  val news = News()

  private val unread = ArrayDeque<Message>()

  /** Whether so much is unread that nothing more is taken, until half of it was read. */
  var full = false
    private set

  /** A seq, and what stands there; null for what the caller may not see. */
  fun take(
    seq: Long,
    message: Message?,
  ) {
    if (full || seq <= last) return
    last = seq
    if (message == null) return
    unread.addLast(message)
    full = unread.size >= CAPACITY
  }

  fun next(): Message? {
    val message = unread.removeFirstOrNull()
    if (unread.size <= CAPACITY / 2) full = false
    return message
  }

  fun clear() = unread.clear()

  companion object {
    const val CAPACITY = 256
  }
}
