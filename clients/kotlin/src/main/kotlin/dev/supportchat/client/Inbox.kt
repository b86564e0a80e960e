package dev.supportchat.client

import dev.supportchat.v1.ChatSession
import dev.supportchat.v1.ChatSessionStatus
import dev.supportchat.v1.InboxChanged

/** The sessions in the caller's inbox, and who is told of them. Guarded by the client's lock. */
internal class Inbox {
  /** What one collector was not told yet: the newest of each session, so that a slow one holds no more than there are sessions. */
  class Collector(
    /** Is told whenever all of the inbox has been. */
    val listed: News,
  ) {
    val news = News()

    private val untold = LinkedHashMap<Long, InboxChanged>()
    var failure: SupportchatException? = null

    fun tell(change: InboxChanged) {
      untold.remove(change.chatSession.id)
      untold[change.chatSession.id] = change
    }

    fun next(): InboxChanged? = untold.keys.firstOrNull()?.let(untold::remove)
  }

  val collectors = HashSet<Collector>()

  private val known = LinkedHashMap<Long, InboxChanged>()
  private val named = HashSet<Long>()

  fun join(collector: Collector) {
    known.values.forEach(collector::tell)
    collectors += collector
  }

  /** A new stream tells everything again. */
  fun renew() {
    named.clear()
    if (collectors.isEmpty()) known.clear()
  }

  fun change(change: InboxChanged) {
    val id = change.chatSession.id
    if (change.removed || change.chatSession.status == ChatSessionStatus.CHAT_SESSION_STATUS_CLOSED) {
      known.remove(id)
      named.remove(id)
    } else {
      known[id] = change
      named += id
    }
    collectors.forEach { it.tell(change) }
  }

  /** After a listing: what was known from before and was not named has left the inbox while the line was away. */
  fun missing(): List<InboxChanged> {
    val missing = known.keys - named
    // The next listing may come on the same stream.
    named.clear()
    return missing.map { id ->
      InboxChanged
        .newBuilder()
        .setChatSession(ChatSession.newBuilder().setId(id))
        .setRemoved(true)
        .build()
    }
  }
}
