package dev.supportchat.client

import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.FrameError
import dev.supportchat.v1.InboxChanged
import dev.supportchat.v1.Message
import dev.supportchat.v1.ServerFrame
import dev.supportchat.v1.ServerFrame.FrameCase
import dev.supportchat.v1.SessionCursor
import dev.supportchat.v1.SetTyping
import dev.supportchat.v1.SubscribeInbox
import dev.supportchat.v1.Unsubscribe
import io.grpc.Status
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlin.time.Duration

/** What is asked on the line, what its answers are for, and who is told: the frames. All of it is called under the [guard]'s lock. */
internal class Exchange(
  private val scope: CoroutineScope,
  private val guard: Guard,
  private val options: Options,
) {
  private val feeds = HashMap<Long, Feed>()
  private val inbox = Inbox()
  private val inboxPatience = Patience(options)
  private var ids = 0L

  /** Where frames go, while there is a stream that was welcomed. */
  private var out: Outgoing? = null

  /** What the answers on this stream are for: a [Question], a [Feed] or the [Inbox]. */
  private val asked = HashMap<String, Any>()

  // For the program.

  fun open(conversation: Conversation) {
    val feed = feeds.getOrPut(conversation.sessionId) { Feed(conversation.sessionId, options) }
    feed.conversations += conversation
    follow(feed)
  }

  fun close(conversation: Conversation) {
    if (conversation.end != null) return
    end(conversation, End.Closed("conversation"))
    conversation.reader.clear()
    val feed = feeds[conversation.sessionId] ?: return
    feed.conversations -= conversation
    follow(feed)
    if (feed.conversations.isEmpty()) feeds.remove(feed.sessionId)
  }

  /** The next message that came; null if there is none. */
  fun read(conversation: Conversation): Message? {
    val message = conversation.reader.next() ?: return null
    // There may be room for more now.
    feeds[conversation.sessionId]?.let(::follow)
    return message
  }

  /** Asks until it is answered. */
  fun ask(
    conversation: Conversation,
    fill: ChatRequest.Builder.() -> Unit,
  ): Question {
    conversation.end?.let { throw it.error }
    val frame = ChatRequest.newBuilder().setRequestId(requestId()).apply(fill)
    val question = Question(conversation, frame.build())
    conversation.outbox.add(question)
    write(conversation.outbox)
    return question
  }

  fun typing(
    sessionId: Long,
    stopped: Boolean,
  ) {
    val typing = SetTyping.newBuilder().setChatSessionId(sessionId).setStopped(stopped)
    out?.takeUnless { it.busy }?.put(ChatRequest.newBuilder().setTyping(typing))
  }

  fun join(collector: Inbox.Collector) {
    inbox.join(collector)
    if (inbox.collectors.size == 1) followInbox()
  }

  fun leave(collector: Inbox.Collector) {
    inbox.collectors -= collector
  }

  fun end(end: End) {
    for (feed in feeds.values) feed.conversations.forEach { end(it, end) }
    feeds.clear()
    failInbox((end as? End.Failed)?.error)
  }

  // For the line.

  /** Asks again for all that is wanted, and sends what was not acknowledged, in order. */
  fun welcome(out: Outgoing) {
    this.out = out
    inbox.renew()
    if (inbox.collectors.isNotEmpty()) followInbox()
    for (feed in feeds.values) {
      feed.reset()
      follow(feed)
      for (conversation in feed.conversations) write(conversation.outbox)
    }
  }

  fun gone() {
    out = null
    asked.clear()
    for (feed in feeds.values) feed.conversations.forEach { it.outbox.lost() }
  }

  fun hear(frame: ServerFrame) {
    when (frame.frameCase) {
      FrameCase.ENTRY -> {
        entry(frame.entry.chatSessionId, frame.entry.seq, frame.entry)
      }

      FrameCase.HIDDEN -> {
        entry(frame.hidden.chatSessionId, frame.hidden.seq, null)
      }

      FrameCase.ACK -> {
        answer(frame.ack.requestId, frame)
      }

      FrameCase.MARKS -> {
        answer(frame.marks.requestId, frame)
      }

      FrameCase.SUBSCRIBED -> {
        subscribed(frame.subscribed.chatSessionId, frame.subscribed.requestId)
      }

      FrameCase.UNSUBSCRIBED -> {
        if (frame.unsubscribed.requestId.isEmpty()) dropped(frame.unsubscribed.chatSessionId)
      }

      FrameCase.INBOX -> {
        changed(frame.inbox)
      }

      FrameCase.INBOX_LISTED -> {
        listed()
      }

      FrameCase.ERROR -> {
        refused(frame.error)
      }

      else -> {}
    }
  }

  /** Who wants to be told of what is not stored, if the frame is such. */
  fun listeners(frame: ServerFrame): List<(ServerFrame) -> Unit> =
    signalOf(frame)
      ?.let { feeds[it] }
      ?.conversations
      ?.mapNotNull { it.onSignal }
      .orEmpty()

  /** The session that a frame is a signal of: what is told and not stored. */
  private fun signalOf(frame: ServerFrame): Long? =
    when (frame.frameCase) {
      FrameCase.TYPING -> frame.typing.chatSessionId
      FrameCase.MARKS -> frame.marks.chatSessionId
      FrameCase.PRESENCE -> frame.presence.chatSessionId
      FrameCase.QUEUE_POSITION -> frame.queuePosition.chatSessionId
      FrameCase.VIEWING -> frame.viewing.chatSessionId
      FrameCase.SUBSCRIBED -> frame.subscribed.chatSessionId
      else -> null
    }

  private fun entry(
    sessionId: Long,
    seq: Long,
    message: Message?,
  ) {
    val feed = feeds[sessionId] ?: return
    if (!feed.live || seq <= feed.position) return
    if (seq > feed.position + 1) {
      // Something is missing. It should not happen.
      guard.after { options.log("session $sessionId: $seq came after ${feed.position}; asking again") }
      feed.reset()
    } else {
      feed.position = seq
      for (conversation in feed.conversations) {
        conversation.reader.take(seq, message)
        guard.after(conversation.reader.news::tell)
      }
    }
    follow(feed)
  }

  private fun subscribed(
    sessionId: Long,
    requestId: String,
  ) {
    val feed = asked.remove(requestId) as? Feed
    if (feed != null) {
      if (feed.request == requestId) feed.subscribed()
    } else if (feeds[sessionId]?.request == null) {
      // The inbox brings sessions that nobody here follows.
      unsubscribe(sessionId)
    }
  }

  private fun changed(change: InboxChanged) {
    inbox.change(change)
    inbox.collectors.forEach { guard.after(it.news::tell) }
  }

  private fun listed() {
    inbox.missing().forEach(::changed)
    inbox.collectors.forEach { guard.after(it.listed::tell) }
    inboxPatience.backoff.reset()
    asked.values -= inbox
  }

  /** The service has stopped a session. Asking for it again tells why. */
  private fun dropped(sessionId: Long) {
    val feed = feeds[sessionId] ?: return
    feed.reset()
    follow(feed)
  }

  private fun answer(
    requestId: String,
    frame: ServerFrame,
  ) {
    val question = asked.remove(requestId) as? Question ?: return
    settle(question)
    question.conversation.outbox.patience.backoff
      .reset()
    guard.after { question.answer.complete(frame) }
  }

  private fun refused(refusal: FrameError) {
    val error = SupportchatException.from(refusal)
    when (val asker = asked.remove(refusal.requestId)) {
      is Question -> {
        if (error.retryable && error.retryDelay != null) {
          asker.written = false
          hold(asker.conversation, error)
        } else {
          settle(asker)
          guard.after { asker.answer.completeExceptionally(error) }
        }
      }

      is Feed -> {
        if (asker.request == refusal.requestId) {
          asker.reset()
          if (error.retryable) {
            later(asker.patience, error) { follow(asker) }
          } else {
            // A place that the session does not have is the fault of who reads from there.
            val misplaced = error.code == Status.Code.INVALID_ARGUMENT
            val failed = asker.conversations.filter { !misplaced || it.reader.last == asker.position }
            failed.forEach { end(it, End.Failed(error)) }
            asker.conversations -= failed.toSet()
            if (asker.conversations.isEmpty()) feeds.remove(asker.sessionId) else follow(asker)
          }
        }
      }

      is Inbox -> {
        if (error.retryable) {
          later(inboxPatience, error) { followInbox() }
        } else {
          failInbox(error)
        }
      }

      // Typing is not answered otherwise.
      else -> {
        guard.after { options.log("a frame was refused: ${error.message}") }
      }
    }
  }

  private fun settle(question: Question) {
    question.conversation.outbox.settle(question)
    write(question.conversation.outbox)
  }

  /** What is not acknowledged goes again after a while, one by one: pipelined, a later one could pass where an earlier one was refused. */
  private fun hold(
    conversation: Conversation,
    error: SupportchatException,
  ) {
    conversation.outbox.careful = true
    later(conversation.outbox.patience, error) { write(conversation.outbox) }
  }

  private fun later(
    patience: Patience,
    error: SupportchatException,
    act: () -> Unit,
  ) {
    // Many are refused for one reason: the wait grows once.
    val wait = if (patience.waiting) error.retryDelay ?: Duration.ZERO else patience.backoff.next(error.retryDelay)
    patience.holds++
    guard.after { options.log("the server is busy (${error.code}: ${error.message}); trying again in $wait") }
    scope.launch {
      delay(wait)
      guard.locked {
        patience.holds--
        act()
      }
    }
  }

  /** Has the service stream what the conversations of a session want, and no more. */
  private fun follow(feed: Feed) {
    val out = out ?: return
    if (feed.patience.waiting) return
    val wanted = feed.wanted()
    if (wanted == null) {
      if (feed.request != null) unsubscribe(feed.sessionId)
      feed.reset()
    } else if (feed.request == null || wanted < feed.position) {
      val id = requestId()
      feed.reset()
      feed.request = id
      feed.position = wanted
      asked[id] = feed
      val cursor = SessionCursor.newBuilder().setChatSessionId(feed.sessionId).setAfterSeq(wanted)
      out.put(ChatRequest.newBuilder().setRequestId(id).setSubscribe(cursor))
    }
  }

  private fun followInbox() {
    val out = out ?: return
    if (inboxPatience.waiting) return
    val id = requestId()
    asked[id] = inbox
    out.put(ChatRequest.newBuilder().setRequestId(id).setSubscribeInbox(SubscribeInbox.getDefaultInstance()))
  }

  private fun unsubscribe(sessionId: Long) {
    val unsubscribe = Unsubscribe.newBuilder().setChatSessionId(sessionId)
    out?.put(ChatRequest.newBuilder().setRequestId(requestId()).setUnsubscribe(unsubscribe))
  }

  private fun write(outbox: Outbox) {
    val out = out ?: return
    if (outbox.patience.waiting) return
    for (question in outbox.due()) {
      asked[question.frame.requestId] = question
      out.put(question.frame)
    }
  }

  private fun Outgoing.put(request: ChatRequest.Builder) = put(request.build())

  private fun requestId() = (++ids).toString()

  private fun failInbox(error: SupportchatException?) {
    for (collector in inbox.collectors) {
      collector.failure = error
      guard.after(collector.news::tell)
    }
    inbox.collectors.clear()
  }

  private fun end(
    conversation: Conversation,
    end: End,
  ) {
    conversation.end = end
    for (question in conversation.outbox.clear()) guard.after { question.answer.completeExceptionally(end.error) }
    guard.after(conversation.reader.news::tell)
  }
}
