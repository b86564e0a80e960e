package dev.supportchat.client

import dev.supportchat.v1.ChatRequest.FrameCase
import dev.supportchat.v1.ChatSession
import dev.supportchat.v1.Leave
import dev.supportchat.v1.LeaveReason
import dev.supportchat.v1.ServerFrame
import dev.supportchat.v1.Token
import dev.supportchat.v1.Typing
import dev.supportchat.v1.Unsubscribed
import io.grpc.Status
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

@OptIn(ExperimentalCoroutinesApi::class)
class SwitchboardTest {
  private val server = FakeServer()

  private fun TestScope.board() = server.board(backgroundScope)

  private fun sessions(vararg ids: Long) = Array(ids.size) { ChatSession.newBuilder().setId(ids[it]).build() }

  private fun Switchboard.talk(
    afterSeq: Long = 0,
    onSignal: ((ServerFrame) -> Unit)? = null,
  ) = Conversation(this, FakeServer.SESSION, afterSeq, onSignal).also(::open)

  private suspend fun Conversation.read(count: Int) = messages.take(count).toList().map { it.message }

  private fun count(kind: FrameCase) = server.received.count { it.frameCase == kind }

  @Test
  fun `What was not acknowledged goes again after a cut, in order, under the same ids`() =
    runTest {
      val talk = board().talk()
      server.acknowledges = false
      val sends = List(5) { async { talk.send("text $it") } }
      runCurrent()
      server.acknowledges = true
      server.cut()
      advanceTimeBy(1.seconds)
      assertEquals(listOf(1L, 2L, 3L, 4L, 5L), sends.map { it.await().seq })
      assertEquals(List(5) { "text $it" }, server.texts())
      assertEquals(server.texts(), talk.read(5))
      assertEquals(10, count(FrameCase.SEND))
    }

  @Test
  fun `A message whose id is empty gets one, so that it can be sent again`() =
    runTest {
      val talk = board().talk()
      talk.send("text", "")
      assertEquals(
        36,
        server.received
          .last()
          .send.clientMessageId.length,
      )
    }

  @Test
  fun `An acknowledgement that comes twice is the first one's`() =
    runTest {
      val talk = board().talk()
      val sent = async { talk.send("once") }
      runCurrent()
      server.say(server.ack(server.received.last(), 99))
      runCurrent()
      assertEquals(1, sent.await().seq)
      assertEquals(2, talk.send("next").seq)
    }

  @Test
  fun `Each message comes once and none is missing, hidden ones left out, whatever is cut`() =
    runTest {
      val talk = board().talk()
      val read = async { talk.read(80) }
      repeat(100) {
        server.store(if (it % 5 == 4) null else "text $it")
        if (it % 7 == 0) server.cut()
        advanceTimeBy(300)
      }
      assertEquals(server.texts().filterNotNull(), read.await())
    }

  @Test
  fun `A gap is filled, and a repeat is dropped`() =
    runTest {
      val talk = board().talk()
      repeat(3) { server.store("text $it") }
      runCurrent()
      server.say(server.entry(2))
      server.log.addAll(
        List(3) {
          server.log[2]!!
            .toBuilder()
            .setSeq(4L + it)
            .build()
        },
      )
      server.say(server.entry(6))
      assertEquals(6, talk.read(6).size)
      assertEquals(2, count(FrameCase.SUBSCRIBE))
      assertEquals(
        3,
        server.received
          .last()
          .subscribe.afterSeq,
      )
    }

  @Test
  fun `A refusal is that call's error and nothing else's`() =
    runTest {
      val talk = board().talk()
      server.refuse = { FakeServer.error(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD").takeIf { _ -> it.send.message == "bad" } }
      val good = async { talk.send("good") }
      val error = assertFailsWith<SupportchatException> { talk.send("bad") }
      assertEquals("INVALID_FIELD", error.reason)
      assertFalse(error.retryable)
      assertEquals(1, good.await().seq)
      assertEquals(2, talk.send("better").seq)
    }

  @Test
  fun `A refusal that does not say when to try again is final, whatever its code`() =
    runTest {
      val talk = board().talk()
      server.refuse = { FakeServer.error(Status.Code.INTERNAL, "INTERNAL", retry = null).takeIf { _ -> it.send.message == "bad" } }
      assertEquals("INTERNAL", assertFailsWith<SupportchatException> { talk.send("bad") }.reason)
      assertEquals(1, talk.send("good").seq)
    }

  @Test
  fun `Who reads from a place that is not there ends no other`() =
    runTest {
      val board = board()
      val talk = board.talk()
      repeat(300) { server.store("text $it") }
      runCurrent()
      server.refuse = { FakeServer.error(Status.Code.INVALID_ARGUMENT, "OUT_OF_RANGE").takeIf { _ -> it.subscribe.afterSeq == 1000L } }
      val misplaced = board.talk(afterSeq = 1000)
      assertEquals("OUT_OF_RANGE", assertFailsWith<SupportchatException> { misplaced.messages.toList() }.reason)
      assertEquals(server.texts(), talk.read(300))
      server.store("last")
      assertEquals(listOf("last"), talk.read(1))
    }

  @Test
  fun `A busy server is tried again, and the order is kept`() =
    runTest {
      val talk = board().talk()
      talk.send("first")
      var refusals = 3
      server.refuse = { FakeServer.error(Status.Code.RESOURCE_EXHAUSTED, "RATE_LIMITED").takeIf { _ -> it.hasSend() && refusals-- > 0 } }
      val sends = List(3) { async { talk.send("text $it") } }
      assertEquals(listOf(2L, 3L, 4L), sends.map { it.await().seq })
      assertEquals(listOf("first", "text 0", "text 1", "text 2"), server.texts())
    }

  @Test
  fun `Of several refusals the one that asks for the longest wait is kept to`() =
    runTest {
      val talk = board().talk()
      val waits = mapOf("text 0" to 1.seconds, "text 1" to 30.seconds, "text 2" to 2.seconds)
      server.refuse = { request -> waits[request.send.message]?.let { FakeServer.error(Status.Code.RESOURCE_EXHAUSTED, "RATE_LIMITED", it) } }
      val sends = List(3) { async { talk.send("text $it") } }
      runCurrent()
      server.refuse = { null }
      advanceTimeBy(29.seconds)
      assertEquals(3, count(FrameCase.SEND))
      advanceTimeBy(2.seconds)
      assertEquals(listOf(1L, 2L, 3L), sends.map { it.await().seq })
    }

  @Test
  fun `Many that are refused at once wait no longer than one`() =
    runTest {
      val talk = board().talk()
      server.refuse = { FakeServer.error(Status.Code.RESOURCE_EXHAUSTED, "RATE_LIMITED") }
      val sends = List(20) { async { talk.send("text $it") } }
      runCurrent()
      server.refuse = { null }
      sends.forEach { it.await() }
      assertTrue(currentTime <= 250, "it took $currentTime ms")
    }

  @Test
  fun `64 wait for their acknowledgement, and the next call waits for those`() =
    runTest {
      val talk = board().talk()
      server.acknowledges = false
      val sends = List(200) { async { talk.send("text $it") } }
      runCurrent()
      assertEquals(64, count(FrameCase.SEND))
      // One that is not on its way yet is not sent any more.
      sends[100].cancel()
      server.acknowledges = true
      server.cut()
      sends.filterNot { it.isCancelled }.forEach { it.await() }
      assertEquals(List(200) { "text $it" } - "text 100", server.texts())
    }

  @Test
  fun `A slow reader's session is stopped at 256 messages and goes on when half are read`() =
    runTest {
      val talk = board().talk()
      runCurrent()
      repeat(700) { server.store("text $it") }
      runCurrent()
      assertEquals(1, count(FrameCase.UNSUBSCRIBE))
      assertEquals(701, async { talk.send("meanwhile") }.await().seq)
      assertEquals(server.texts().take(127), talk.read(127))
      runCurrent()
      assertEquals(1, count(FrameCase.SUBSCRIBE))
      assertEquals(server.texts().drop(127), talk.read(574))
    }

  @Test
  fun `Two conversations in one session each get everything from where they began`() =
    runTest {
      val board = board()
      val one = board.talk()
      repeat(300) { server.store("text $it") }
      runCurrent()
      val two = board.talk(afterSeq = 250)
      assertEquals(server.texts().drop(250), two.read(50))
      assertEquals(server.texts(), one.read(300))
      one.close()
      server.store("last")
      assertEquals(listOf("last"), two.read(1))
      two.close()
      runCurrent()
      assertEquals(FrameCase.UNSUBSCRIBE, server.received.last().frameCase)
    }

  @Test
  fun `Closing ends the stream and every wait, at once`() =
    runTest {
      val talk = board().talk()
      server.acknowledges = false
      val sends = List(100) { async { runCatching { talk.send("text $it") } } }
      val read = async { talk.messages.toList() }
      runCurrent()
      talk.close()
      sends.forEach { assertFalse((it.await().exceptionOrNull() as SupportchatException).retryable) }
      assertEquals(64, read.await().size)
      assertFailsWith<SupportchatException> { talk.send("too late") }
    }

  @Test
  fun `A session that is not there fails its conversation and no other frame`() =
    runTest {
      val board = board()
      server.refuse = { FakeServer.error(Status.Code.NOT_FOUND, "SESSION_NOT_FOUND").takeIf { _ -> it.subscribe.chatSessionId == 8L } }
      val lost = Conversation(board, 8, 0, null).also(board::open)
      val talk = board.talk()
      assertEquals("SESSION_NOT_FOUND", assertFailsWith<SupportchatException> { lost.messages.toList() }.reason)
      assertEquals("SESSION_NOT_FOUND", assertFailsWith<SupportchatException> { lost.send("lost") }.reason)
      assertEquals(1, talk.send("there").seq)
    }

  @Test
  fun `A session that is taken away is asked for again, which tells why`() =
    runTest {
      val talk = board().talk()
      talk.send("first")
      server.refuse = { FakeServer.error(Status.Code.NOT_FOUND, "SESSION_NOT_FOUND") }
      server.say(ServerFrame.newBuilder().setUnsubscribed(Unsubscribed.newBuilder().setChatSessionId(FakeServer.SESSION)))
      assertEquals("SESSION_NOT_FOUND", assertFailsWith<SupportchatException> { talk.messages.toList() }.reason)
    }

  @Test
  fun `A server that is away is not asked without a pause, and is found when it is back`() =
    runTest {
      server.away = Status.UNAVAILABLE
      val talk = board().talk()
      val sent = async { talk.send("patience") }
      advanceTimeBy(10.minutes)
      assertTrue(server.attempts in 60..400, "${server.attempts} attempts")
      server.away = null
      advanceTimeBy(11.seconds)
      assertEquals(1, sent.await().seq)
    }

  @Test
  fun `A leave is kept to, and counts once`() =
    runTest {
      val talk = board().talk()
      talk.send("first")
      server.say(ServerFrame.newBuilder().setLeave(Leave.newBuilder().setReason(LeaveReason.LEAVE_REASON_SERVER_STOPPING).setReconnectAfterMs(3000)))
      runCurrent()
      server.cut()
      advanceTimeBy(2999)
      assertEquals(1, server.attempts)
      advanceTimeBy(2)
      assertEquals(2, server.attempts)
      assertEquals(2, talk.send("second").seq)
    }

  @Test
  fun `A server that leaves at once is not asked without a pause`() =
    runTest {
      server.leaves = true
      val talk = board().talk()
      advanceTimeBy(10.minutes)
      assertTrue(server.attempts in 60..400, "${server.attempts} attempts")
      server.leaves = false
      assertEquals(1, talk.send("at last").seq)
    }

  private fun TestScope.renewing(): Switchboard {
    val issuer =
      object : Issuer by NoIssuer {
        override suspend fun refresh(refreshToken: String): Token {
          delay(1)
          return Token
            .newBuilder()
            .setToken("token $currentTime")
            .setRefreshToken("buys")
            .build()
        }
      }
    return server.board(backgroundScope, tokens = Tokens(Credentials.tokens("token", "buys"), issuer, backgroundScope))
  }

  private val invalidToken = SupportchatException(Status.Code.UNAUTHENTICATED, "no", "INVALID_TOKEN").let { Status.UNAUTHENTICATED.withCause(it) }

  @Test
  fun `A token that is refused once welcomed is renewed at once, and after that not without a pause`() =
    runTest {
      server.expels = invalidToken
      val talk = renewing().talk()
      advanceTimeBy(3)
      assertEquals(2, server.attempts)
      advanceTimeBy(1.minutes)
      assertTrue(server.attempts in 240..1500, "${server.attempts} attempts")
      server.expels = null
      assertEquals(1, talk.send("at last").seq)
    }

  @Test
  fun `A token that is refused as soon as it was renewed ends everything`() =
    runTest {
      server.away = invalidToken
      assertEquals("INVALID_TOKEN", assertFailsWith<SupportchatException> { renewing().talk().messages.toList() }.reason)
      assertEquals(2, server.attempts)
    }

  @Test
  fun `An inbox that is refused fails, and the next is asked for again`() =
    runTest {
      val board = board()
      board.talk()
      server.refuse = { FakeServer.error(Status.Code.PERMISSION_DENIED, "NO_INBOX").takeIf { _ -> it.hasSubscribeInbox() } }
      assertEquals("NO_INBOX", assertFailsWith<SupportchatException> { board.inbox().toList() }.reason)
      assertEquals("NO_INBOX", assertFailsWith<SupportchatException> { board.inbox().toList() }.reason)
      assertEquals(2, count(FrameCase.SUBSCRIBE_INBOX))
    }

  @Test
  fun `A credential that is refused for good ends everything, and a new conversation tries again`() =
    runTest {
      val board = board()
      server.away = Status.UNAUTHENTICATED
      val talk = board.talk()
      val sent = async { runCatching { talk.send("nobody hears") } }
      val inbox = async { runCatching { board.inbox().toList() } }
      assertEquals(Status.Code.UNAUTHENTICATED, (sent.await().exceptionOrNull() as SupportchatException).code)
      assertTrue(inbox.await().isFailure)
      assertFailsWith<SupportchatException> { talk.messages.toList() }
      server.away = null
      assertEquals(1, board.talk().send("again").seq)
    }

  @Test
  fun `Closing the client ends conversations and inbox`() =
    runTest {
      val board = board()
      val talk = board.talk()
      val ends = listOf(launch { talk.messages.toList() }, launch { board.inbox().toList() })
      runCurrent()
      board.close()
      ends.forEach { it.join() }
      assertFailsWith<SupportchatException> { board.talk() }
    }

  @Test
  fun `What is not stored goes to the function, and what that throws hurts nobody`() =
    runTest {
      val heard = mutableListOf<ServerFrame>()
      val talk =
        board().talk {
          heard += it
          error("from the program")
        }
      runCurrent()
      server.say(ServerFrame.newBuilder().setTyping(Typing.newBuilder().setChatSessionId(FakeServer.SESSION)))
      assertEquals(1, talk.send("still there").seq)
      assertEquals(listOf(ServerFrame.FrameCase.SUBSCRIBED, ServerFrame.FrameCase.TYPING), heard.map { it.frameCase })
    }

  @Test
  fun `The inbox tells what has left it while the line was away`() =
    runTest {
      val board = board()
      val changes = mutableListOf<Pair<Long, Boolean>>()
      val collector = launch { board.inbox().collect { changes += it.chatSession.id to it.removed } }
      runCurrent()
      server.list(*sessions(1, 2))
      runCurrent()
      server.cut()
      advanceTimeBy(1.seconds)
      server.list(*sessions(2, 3))
      runCurrent()
      assertEquals(listOf(1L to false, 2L to false, 2L to false, 3L to false, 1L to true), changes)
      collector.cancel()
    }

  @Test
  fun `The inbox tells what has left it when it is listed again on the same stream`() =
    runTest {
      val board = board()
      val changes = mutableListOf<Pair<Long, Boolean>>()
      val collector = launch { board.inbox().collect { changes += it.chatSession.id to it.removed } }
      runCurrent()
      server.list(*sessions(1, 2))
      runCurrent()
      server.list(*sessions(2))
      runCurrent()
      assertEquals(listOf(1L to false, 2L to false, 2L to false, 1L to true), changes)
      collector.cancel()
    }

  @Test
  fun `What would end the stream is not sent`() =
    runTest {
      val talk = board().talk()
      talk.send("text")
      val error = assertFailsWith<SupportchatException> { talk.send("x".repeat(5_000_000)) }
      assertEquals("MESSAGE_TOO_LONG" to setOf("message"), error.reason to error.fields.keys)
      assertEquals(1, count(FrameCase.SEND))
    }

  @Test
  fun `A function for signals that fails badly hurts nobody`() =
    runTest {
      val talk = board().talk { throw NotImplementedError() }
      assertEquals(1, talk.send("still there").seq)
    }

  @Test
  fun `A function for new tokens that fails ends every wait, whatever it fails with`() =
    runTest {
      for (failure in listOf(NotImplementedError(), CancellationException("it had too little time"))) {
        val supervised = backgroundScope + SupervisorJob(backgroundScope.coroutineContext.job)
        val issuer =
          object : Issuer by NoIssuer {
            override suspend fun refresh(refreshToken: String) = Token.newBuilder().setToken("token").build()
          }
        // It is refused, and renewed.
        server.away = Status.UNAUTHENTICATED
        val tokens = Tokens(Credentials.tokens("", "buys") { _, _ -> throw failure }, issuer, supervised)
        val talk = server.board(supervised, tokens = tokens).talk()
        val read = async { runCatching { withTimeout(1.minutes) { talk.messages.toList() } } }
        assertEquals(Status.Code.INTERNAL, (read.await().exceptionOrNull() as? SupportchatException)?.code)
      }
    }
}
