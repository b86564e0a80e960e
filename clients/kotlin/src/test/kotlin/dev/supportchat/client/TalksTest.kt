package dev.supportchat.client

import dev.supportchat.v1.ChatRequest.FrameCase
import dev.supportchat.v1.ChatSession
import dev.supportchat.v1.ChatSessionStatus
import dev.supportchat.v1.ChatSessionStatus.CHAT_SESSION_STATUS_ACTIVE
import dev.supportchat.v1.ChatSessionStatus.CHAT_SESSION_STATUS_CLOSED
import dev.supportchat.v1.ChatSessionStatus.CHAT_SESSION_STATUS_WAITING
import io.grpc.Status
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

@OptIn(ExperimentalCoroutinesApi::class)
class TalksTest {
  private val server = FakeServer()
  private val logged = mutableListOf<String>()

  /** The handlers' conversations, in the order of the calls. */
  private val called = mutableListOf<Conversation>()

  /** What their streams brought until they ended. */
  private val ended = mutableListOf<Pair<Long, List<String>>>()

  private lateinit var board: Switchboard

  /** What happens right behind the opening of a conversation, before its handler has begun. */
  private var opened: () -> Unit = {}

  private suspend fun listen(conversation: Conversation) {
    val texts = mutableListOf<String>()
    conversation.messages.collect { texts += it.message }
    ended += conversation.sessionId to texts
  }

  /** Serves as [ME], with the fake server's inbox open. */
  private fun TestScope.serve(handler: suspend (Conversation) -> Unit = ::listen): Deferred<Result<Unit>> {
    board = server.board(backgroundScope, Options(logger = { logged += it }))
    val talks =
      Talks(board.options, ::open) {
        called += it
        handler(it)
      }
    val serving = async { runCatching { talks.serve({ ME }, board::inbox) } }
    runCurrent()
    return serving
  }

  private fun open(sessionId: Long) =
    Conversation(board, sessionId, 0, null).also {
      board.open(it)
      opened()
    }

  private fun sessions() = called.map { it.sessionId }

  private fun TestScope.tell(session: ChatSession) {
    server.change(session)
    runCurrent()
  }

  @Test
  fun `What was there before is served, and what comes, all at the same time, and nothing that is not the agent's`() =
    runTest {
      val serving = serve()
      server.list(session(FakeServer.SESSION), session(2, agent = ME + 1), session(3, CHAT_SESSION_STATUS_WAITING, agent = 0), session(4))
      runCurrent()
      tell(session(3))
      tell(session(3))
      assertEquals(listOf(FakeServer.SESSION, 4L, 3L), sessions())
      serving.cancel()
    }

  @Test
  fun `A session that is closed ends its stream, and one that is reopened is served anew, from its beginning`() =
    runTest {
      val serving = serve()
      server.store("before")
      tell(session(FakeServer.SESSION))
      tell(session(4))
      for (begun in 2..3) {
        tell(session(FakeServer.SESSION, CHAT_SESSION_STATUS_CLOSED))
        assertEquals(FakeServer.SESSION to listOf("before"), ended.last())
        tell(session(FakeServer.SESSION))
        tell(session(FakeServer.SESSION))
        assertEquals(begun, sessions().count { it == FakeServer.SESSION })
      }
      assertEquals(2, ended.size)
      tell(session(FakeServer.SESSION, agent = ME + 1))
      assertEquals(3, ended.size)
      serving.cancel()
    }

  @Test
  fun `A line that breaks ends no talk and calls no handler again, and what has left meanwhile ends`() =
    runTest {
      val serving = serve { if (it.sessionId != 4L) listen(it) }
      server.list(session(FakeServer.SESSION), session(3), session(4))
      runCurrent()
      server.cut()
      advanceTimeBy(1.seconds)
      server.list(session(FakeServer.SESSION), session(4))
      runCurrent()
      assertEquals(listOf(FakeServer.SESSION, 3L, 4L), sessions())
      assertEquals(listOf(3L to emptyList()), ended.toList())
      serving.cancel()
    }

  @Test
  fun `A handler that has returned has its conversation closed`() =
    runTest {
      val serving = serve { it.messages.first() }
      server.store("one")
      tell(session(FakeServer.SESSION))
      assertNotNull(called.single().end)
      assertEquals(FrameCase.UNSUBSCRIBE, server.received.last().frameCase)
      serving.cancel()
    }

  @Test
  fun `What a handler fails with is logged and ends its own talk alone`() =
    runTest {
      val serving =
        serve {
          when (it.sessionId) {
            3L -> error("it was told to")
            4L -> throw NotImplementedError("nobody has")
            5L -> withTimeout(1.milliseconds) { awaitCancellation() }
            else -> listen(it)
          }
        }
      for (id in listOf(FakeServer.SESSION, 3, 4, 5)) tell(session(id))
      advanceTimeBy(2)
      for ((id, words) in listOf(3 to "it was told to", 4 to "nobody has", 5 to "Timed out")) {
        assertTrue(logged.any { "session $id" in it && words in it && "TalksTest" in it }, logged.toString())
      }
      assertTrue(called.drop(1).all { it.end != null })
      assertTrue(called.first().end == null && ended.isEmpty() && serving.isActive)
      serving.cancel()
    }

  @Test
  fun `A session that is taken while the handler says something is no failure`() =
    runTest {
      server.acknowledges = false
      val serving = serve { it.send("never acknowledged") }
      tell(session(FakeServer.SESSION))
      tell(session(FakeServer.SESSION, CHAT_SESSION_STATUS_CLOSED))
      assertFalse(logged.any { "handler" in it }, logged.toString())
      serving.cancel()
    }

  @Test
  fun `It returns when the client is closed and the handlers have said goodbye`() =
    runTest {
      val serving =
        serve {
          listen(it)
          delay(3.seconds)
        }
      tell(session(FakeServer.SESSION))
      board.close()
      runCurrent()
      assertEquals(listOf(FakeServer.SESSION), ended.map { it.first })
      assertFalse(serving.isCompleted)
      advanceTimeBy(4.seconds)
      assertTrue(serving.await().isSuccess)
    }

  @Test
  fun `It returns when the client is closed while sessions are still to be told`() =
    runTest {
      val serving = serve()
      opened = { board.close() }
      server.list(session(FakeServer.SESSION), session(4))
      runCurrent()
      assertTrue(serving.await().isSuccess)
      assertEquals(listOf(FakeServer.SESSION), sessions())
    }

  @Test
  fun `Cancelling it ends the handlers and closes their conversations`() =
    runTest {
      val serving = serve { awaitCancellation() }
      tell(session(FakeServer.SESSION))
      serving.cancel()
      runCurrent()
      assertTrue(serving.isCompleted)
      assertNotNull(called.single().end)
      assertFalse(logged.any { "handler" in it }, logged.toString())
    }

  @Test
  fun `A conversation whose handler has not begun is closed too`() =
    runTest {
      val serving = serve()
      opened = { serving.cancel() }
      tell(session(FakeServer.SESSION))
      assertTrue(serving.isCompleted && called.isEmpty())
      assertEquals(FrameCase.UNSUBSCRIBE, server.received.last().frameCase)
    }

  @Test
  fun `It fails with what the inbox fails with, and closes the conversations`() =
    runTest {
      val serving = serve { awaitCancellation() }
      tell(session(FakeServer.SESSION))
      server.refuse = { FakeServer.error(Status.Code.PERMISSION_DENIED, "NO_INBOX").takeIf { _ -> it.hasSubscribeInbox() } }
      server.cut()
      advanceTimeBy(1.seconds)
      val error = assertFailsWith<SupportchatException> { serving.await().getOrThrow() }
      assertEquals("NO_INBOX", error.reason)
      assertNotNull(called.single().end)
    }

  private companion object {
    const val ME = 5L

    fun session(
      id: Long,
      status: ChatSessionStatus = CHAT_SESSION_STATUS_ACTIVE,
      agent: Long = ME,
    ): ChatSession =
      ChatSession
        .newBuilder()
        .setId(id)
        .setStatus(status)
        .setAgentId(agent)
        .build()
  }
}
