package dev.supportchat.client

import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.ChatResponse
import dev.supportchat.v1.FrameError
import dev.supportchat.v1.InboxChanged
import dev.supportchat.v1.Leave
import dev.supportchat.v1.LeaveReason
import dev.supportchat.v1.Message
import dev.supportchat.v1.ServerFrame
import dev.supportchat.v1.ServerFrame.FrameCase
import dev.supportchat.v1.SessionCursor
import dev.supportchat.v1.SetTyping
import dev.supportchat.v1.SubscribeInbox
import dev.supportchat.v1.Unsubscribe
import io.grpc.Status
import io.grpc.StatusException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/**
 * The Chat stream that carries all conversations and the inbox, opened again after each fault. What it knows is guarded by one lock, under which nothing waits and
 * nothing of the program's is called.
 *
 * @param chat opens a stream with a token.
 */
internal class Line(
  private val scope: CoroutineScope,
  private val tokens: Tokens,
  val options: Options,
  private val chat: (requests: Flow<ChatRequest>, bearer: String) -> Flow<ChatResponse>,
) {
  private val lock = Any()

  /** What was decided under the lock and concerns the program: it is carried out without the lock. */
  private val decided = ConcurrentLinkedQueue<() -> Unit>()
  private val feeds = HashMap<Long, Feed>()
  private val inbox = Inbox()
  private val inboxPatience = Patience(options)

  private var running: Job? = null
  private var closed = false
  private var ids = 0L

  /** Where frames go, while there is a stream that was welcomed. What may be in it is bounded by what asks: see [Outbox]. */
  private var out: Channel<ChatRequest>? = null

  /** What the answers on this stream are for: a [Question], a [Feed] or the [Inbox]. */
  private val asked = HashMap<String, Any>()

  /** How many frames wait for the line to take them. */
  private val backlog = AtomicInteger()

  /** Grows when something came that somebody may wait for. */
  private val news = MutableStateFlow(0L)

  // For conversations.

  fun open(conversation: Conversation) = locked {
    if (closed) throw closed("client")
    val feed = feeds.getOrPut(conversation.sessionId) { Feed(conversation.sessionId, options) }
    feed.conversations += conversation
    follow(feed)
    run()
  }

  fun close(conversation: Conversation) = locked {
    if (conversation.end != null) return
    end(conversation, End.Closed("conversation"))
    conversation.reader.clear()
    val feed = feeds[conversation.sessionId] ?: return
    feed.conversations -= conversation
    follow(feed)
    if (feed.conversations.isEmpty()) feeds.remove(feed.sessionId)
  }

  /** The next message; null once the conversation is closed. */
  suspend fun next(conversation: Conversation): Message? {
    await {
      val message = conversation.reader.next()
      if (message != null) {
        feeds[conversation.sessionId]?.let(::follow)
        return message
      }
      when (val end = conversation.end) {
        null -> {}
        is End.Closed -> return null
        is End.Failed -> throw end.error
      }
    }
  }

  /** Sends a frame until it is answered. */
  suspend fun ask(conversation: Conversation, fill: ChatRequest.Builder.() -> Unit): ServerFrame {
    val question = locked {
      conversation.end?.let { throw it.error }
      Question(conversation, ChatRequest.newBuilder().setRequestId(requestId()).apply(fill).build()).also {
        if (conversation.outbox.add(it)) write(it)
      }
    }
    try {
      return question.answer.await()
    } catch (e: CancellationException) {
      locked { conversation.outbox.abandon(question) }
      throw e
    }
  }

  fun typing(sessionId: Long, stopped: Boolean) {
    if (backlog.get() > BUSY) return
    val typing = SetTyping.newBuilder().setChatSessionId(sessionId).setStopped(stopped)
    locked { out?.put(ChatRequest.newBuilder().setTyping(typing)) }
  }

  // For the inbox.

  fun inbox(): Flow<InboxChanged> = flow {
    val collector = Inbox.Collector()
    locked {
      if (closed) throw closed("client")
      inbox.join(collector)
      if (inbox.collectors.size == 1) followInbox()
      run()
    }
    try {
      while (true) emit(next(collector) ?: break)
    } finally {
      locked { inbox.collectors -= collector }
    }
  }

  private suspend fun next(collector: Inbox.Collector): InboxChanged? {
    await {
      collector.next()?.let { return it }
      collector.failure?.let { throw it }
      if (closed) return null
    }
  }

  /** Tries under the lock, and again whenever there is news, until [attempt] returns out of it. */
  private suspend inline fun await(attempt: () -> Unit): Nothing {
    while (true) {
      val seen = news.value
      locked { attempt() }
      news.first { it != seen }
    }
  }

  private fun tell() {
    decided += { news.update { it + 1 } }
  }

  private inline fun <T> locked(act: () -> T): T = try {
    synchronized(lock, act)
  } finally {
    while (true) (decided.poll() ?: break)()
  }

  // The stream.

  fun close() = locked {
    closed = true
    end(End.Closed("client"))
    running?.cancel()
    running = null
  }

  private fun run() {
    if (running != null) return
    running = scope.launch {
      val error = try {
        connect()
      } catch (e: CancellationException) {
        throw e
      } catch (e: SupportchatException) {
        e
      } catch (e: Exception) {
        // A function of the program's has failed, such as the one that stores tokens.
        SupportchatException(Status.Code.INTERNAL, "the line has failed: $e", cause = e, retryable = false)
      }
      options.logger?.invoke("the line has ended: ${error.code}: ${error.message}")
      locked {
        running = null
        end(End.Failed(error))
      }
    }
  }

  /** Opens one stream after the other until something happens that repeating cannot mend. */
  private suspend fun connect(): SupportchatException {
    val backoff = Backoff(options)
    // Whether the token was refused although it had just been renewed.
    var refused = false
    while (true) {
      val wait = try {
        val bearer = tokens.bearer()
        val leave = try {
          stream(bearer) {
            backoff.reset()
            refused = false
          }
        } catch (e: SupportchatException) {
          if (!e.invalidToken || refused || !tokens.renew(bearer)) throw e
          refused = true
          continue
        }
        if (leave.reason == LeaveReason.LEAVE_REASON_TOKEN_EXPIRED) tokens.renew(bearer)
        options.logger?.invoke("the server ended the stream: ${leave.reason}")
        maxOf(leave.reconnectAfterMs, 0).milliseconds
      } catch (e: SupportchatException) {
        if (!e.retryable) return e
        val wait = maxOf(backoff.next(), e.retryDelay ?: Duration.ZERO)
        options.logger?.invoke("the line is broken (${e.code}: ${e.message}); trying again in $wait")
        wait
      }
      delay(wait)
    }
  }

  /** One stream. It ends with a leave or an exception. */
  private suspend fun stream(bearer: String, onWelcome: () -> Unit): Leave = coroutineScope {
    val channel = Channel<ChatRequest>(Channel.UNLIMITED)
    backlog.set(0)
    val impatience = launch {
      delay(options.deadline)
      throw SupportchatException(Status.Code.DEADLINE_EXCEEDED, "no welcome within ${options.deadline}")
    }
    val requests = flow {
      for (request in channel) {
        emit(request)
        backlog.decrementAndGet()
      }
    }
    var leave: Leave? = null
    try {
      chat(requests, bearer)
        .takeWhile { response ->
          if (response.frame.hasLeave()) leave = response.frame.leave
          leave == null
        }.collect { response ->
          if (response.frame.hasWelcome()) {
            impatience.cancel()
            onWelcome()
            welcome(channel)
          } else {
            hear(response.frame)
          }
        }
    } catch (e: StatusException) {
      throw SupportchatException.from(e)
    } finally {
      impatience.cancel()
      locked {
        out = null
        asked.clear()
      }
    }
    leave ?: throw SupportchatException(Status.Code.UNAVAILABLE, "the stream has ended")
  }

  /** Asks again for all that is wanted, and sends what was not acknowledged, in order. */
  private fun welcome(channel: Channel<ChatRequest>) = locked {
    options.logger?.invoke("the line is open")
    out = channel
    inbox.renew()
    if (inbox.collectors.isNotEmpty()) followInbox()
    for (feed in feeds.values) {
      feed.reset()
      follow(feed)
      for (conversation in feed.conversations) conversation.outbox.sent.forEach(::write)
    }
  }

  private fun hear(frame: ServerFrame) {
    val listeners = locked {
      when (frame.frameCase) {
        FrameCase.ENTRY -> entry(frame.entry.chatSessionId, frame.entry.seq, frame.entry)
        FrameCase.HIDDEN -> entry(frame.hidden.chatSessionId, frame.hidden.seq, null)
        FrameCase.ACK -> answer(frame.ack.requestId, frame)
        FrameCase.MARKS -> answer(frame.marks.requestId, frame)
        FrameCase.SUBSCRIBED -> subscribed(frame.subscribed.chatSessionId, frame.subscribed.requestId)
        FrameCase.UNSUBSCRIBED -> if (frame.unsubscribed.requestId.isEmpty()) dropped(frame.unsubscribed.chatSessionId)
        FrameCase.INBOX -> inbox.change(frame.inbox)
        FrameCase.INBOX_LISTED -> listed()
        FrameCase.ERROR -> refused(frame.error)
        else -> {}
      }
      tell()
      signalOf(frame)?.let { feeds[it] }?.conversations?.mapNotNull { it.onSignal }.orEmpty()
    }
    for (listener in listeners) {
      try {
        listener(frame)
      } catch (e: Exception) {
        options.logger?.invoke("a function for signals has failed: $e")
      }
    }
  }

  /** The session that a frame is a signal of: what is told and not stored. */
  private fun signalOf(frame: ServerFrame): Long? = when (frame.frameCase) {
    FrameCase.TYPING -> frame.typing.chatSessionId
    FrameCase.MARKS -> frame.marks.chatSessionId
    FrameCase.PRESENCE -> frame.presence.chatSessionId
    FrameCase.QUEUE_POSITION -> frame.queuePosition.chatSessionId
    FrameCase.VIEWING -> frame.viewing.chatSessionId
    FrameCase.SUBSCRIBED -> frame.subscribed.chatSessionId
    else -> null
  }

  private fun entry(sessionId: Long, seq: Long, message: Message?) {
    val feed = feeds[sessionId] ?: return
    if (!feed.live || seq <= feed.position) return
    if (seq > feed.position + 1) {
      // Something is missing. It should not happen.
      options.logger?.invoke("session $sessionId: $seq came after ${feed.position}; asking again")
      feed.reset()
    } else {
      feed.position = seq
      feed.conversations.forEach { it.reader.take(seq, message) }
    }
    follow(feed)
  }

  private fun subscribed(sessionId: Long, requestId: String) {
    val feed = asked.remove(requestId) as? Feed
    if (feed != null) {
      if (feed.request == requestId) feed.subscribed()
    } else if (feeds[sessionId]?.request == null) {
      // The inbox brings sessions that nobody here follows.
      unsubscribe(sessionId)
    }
  }

  private fun listed() {
    inbox.listed()
    inboxPatience.backoff.reset()
    asked.values -= inbox
  }

  /** The service has stopped a session. Asking for it again tells why. */
  private fun dropped(sessionId: Long) {
    val feed = feeds[sessionId] ?: return
    feed.reset()
    follow(feed)
  }

  private fun answer(requestId: String, frame: ServerFrame) {
    val question = asked.remove(requestId) as? Question ?: return
    settle(question)
    question.conversation.outbox.patience.backoff.reset()
    decided += { question.answer.complete(frame) }
  }

  private fun refused(refusal: FrameError) {
    val error = SupportchatException.from(refusal)
    when (val asker = asked.remove(refusal.requestId)) {
      is Question -> if (error.retryable) {
        hold(asker.conversation, error)
      } else {
        settle(asker)
        decided += { asker.answer.completeExceptionally(error) }
      }
      is Feed -> if (asker.request == refusal.requestId) {
        asker.reset()
        if (error.retryable) {
          later(asker.patience, error) { follow(asker) }
        } else {
          feeds.remove(asker.sessionId)
          asker.conversations.forEach { end(it, End.Failed(error)) }
        }
      }
      is Inbox -> if (error.retryable) {
        later(inboxPatience, error) { followInbox() }
      } else {
        inbox.fail(error)
      }
      // Typing is not answered otherwise.
      else -> options.logger?.invoke("a frame was refused: ${error.message}")
    }
  }

  private fun settle(question: Question) {
    question.conversation.outbox.settle(question)?.let(::write)
  }

  /** All that is not acknowledged goes again after a while, in order: what was stored is answered as before. */
  private fun hold(conversation: Conversation, error: SupportchatException) = later(conversation.outbox.patience, error) {
    conversation.outbox.sent.forEach(::write)
  }

  private fun later(patience: Patience, error: SupportchatException, act: () -> Unit) {
    if (patience.waiting) return
    patience.waiting = true
    val wait = maxOf(error.retryDelay ?: Duration.ZERO, patience.backoff.next())
    options.logger?.invoke("the server is busy (${error.code}: ${error.message}); trying again in $wait")
    scope.launch {
      delay(wait)
      locked {
        patience.waiting = false
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

  private fun write(question: Question) {
    val out = out ?: return
    if (question.conversation.outbox.patience.waiting) return
    asked[question.frame.requestId] = question
    out.put(question.frame)
  }

  private fun Channel<ChatRequest>.put(request: ChatRequest.Builder) = put(request.build())

  private fun Channel<ChatRequest>.put(request: ChatRequest) {
    backlog.incrementAndGet()
    trySend(request)
  }

  private fun requestId() = (++ids).toString()

  private fun end(end: End) {
    for (feed in feeds.values) feed.conversations.forEach { end(it, end) }
    feeds.clear()
    if (end is End.Failed) inbox.fail(end.error)
    tell()
  }

  private fun end(conversation: Conversation, end: End) {
    conversation.end = end
    for (question in conversation.outbox.clear()) decided += { question.answer.completeExceptionally(end.error) }
    tell()
  }

  private companion object {
    /** With more than this many frames before it, typing is dropped. */
    const val BUSY = 16
  }
}
