package dev.supportchat.client

/** One session as the stream carries it, for all conversations in it: the service has one cursor for a session. Guarded by the client's lock. */
internal class Feed(
  val sessionId: Long,
  options: Options,
) {
  val conversations = LinkedHashSet<Conversation>()

  /** The request that subscribed it; null if nothing is subscribed. */
  var request: String? = null

  /** Whether that was answered: what comes before is of a subscription that was given up. */
  var live = false

  /** Up to where the subscription has come. */
  var position = 0L

  /** It holds back the next subscription. */
  val patience = Patience(options)

  /** From where on to subscribe so that nothing is missed; null if nobody can take anything. */
  fun wanted(): Long? = conversations.map { it.reader }.filter { !it.full }.minOfOrNull { it.last }

  fun subscribed() {
    live = true
    patience.backoff.reset()
  }

  fun reset() {
    request = null
    live = false
  }
}
