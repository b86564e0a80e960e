package dev.supportchat.client

import dev.supportchat.v1.BatchGetVisitorsRequest
import dev.supportchat.v1.CreateVisitorTokenRequest
import dev.supportchat.v1.GetChatSessionRequest
import dev.supportchat.v1.SubscribeRequest
import io.grpc.Status
import io.grpc.StatusException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.ServerSocket
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Against the server that test.sh starts. */
@EnabledIfEnvironmentVariable(named = "SUPPORTCHAT_URL", matches = ".+")
class ServerTest {
  private val url = Demo.url

  private fun story(act: suspend () -> Unit) = runBlocking { withTimeout(60.seconds) { act() } }

  @Test
  fun `The quick start of the README prints what comes back`() {
    val printed = ByteArrayOutputStream()
    val out = System.out
    System.setOut(PrintStream(printed, true))
    try {
      Class.forName("QuickstartKt").getMethod("main", Array<String>::class.java).invoke(null, emptyArray<String>())
    } finally {
      System.setOut(out)
    }
    assertContains(printed.toString(), "MESSAGE_KIND_TEXT Hello!")
  }

  @Test
  fun `What the program says of a visitor agents see`() =
    story {
      val attributes = mapOf("plan" to "gold")
      SupportchatClient(url, Credentials.visitor(name = "Ada", attributes = attributes)).use { client ->
        val session = GetChatSessionRequest.newBuilder().setId(client.start().sessionId)
        val user =
          client.chat
            .getChatSession(session.build())
            .chatSession.userId
        SupportchatClient(url, Credentials.apiKey(Demo.seed("api_key"))).use {
          val visitors = it.agents.batchGetVisitors(BatchGetVisitorsRequest.newBuilder().addUserIds(user).build())
          assertEquals(attributes, visitors.visitorsList.single().attributesMap)
        }
      }
    }

  @Test
  fun `Errors say what the service says`() =
    story {
      SupportchatClient(url, Credentials.visitor()).use { client ->
        val missing = GetChatSessionRequest.newBuilder().setId(999_999).build()
        val error = SupportchatException.from(assertFailsWith<StatusException> { client.chat.getChatSession(missing) })
        assertEquals("SESSION_NOT_FOUND", error.reason)
        assertEquals(Status.Code.NOT_FOUND, error.code)
        val wrong =
          SupportchatException.from(
            assertFailsWith<StatusException> { client.chat.getChatSession(GetChatSessionRequest.getDefaultInstance()) },
          )
        assertEquals(setOf("id"), wrong.fields.keys)
      }
      SupportchatClient(url, Credentials.agent("nobody@example.com", "not the password")).use { client ->
        assertEquals("WRONG_CREDENTIALS", assertFailsWith<SupportchatException> { client.start() }.reason)
        val talk = client.conversation(1)
        assertEquals("WRONG_CREDENTIALS", assertFailsWith<SupportchatException> { talk.messages.first() }.reason)
      }
    }

  @Test
  fun `Closing the client ends what waits, and what comes later fails at once`() =
    runBlocking {
      val client = SupportchatClient(url, Credentials.visitor())
      val talk = client.start()
      val read = async { runCatching { talk.messages.first { it.message == "never" } } }
      talk.send("Hello")
      client.close()
      withTimeout(5.seconds) { read.await() }
      assertEquals("the client is closed", assertFailsWith<SupportchatException> { client.start() }.message)
      assertEquals("the client is closed", assertFailsWith<SupportchatException> { talk.send("late") }.message)
    }

  @Test
  fun `Serving waits for a server that is away, and returns when the client is closed`() =
    story {
      val nowhere = ServerSocket(0).use { it.localPort }
      SupportchatClient("http://127.0.0.1:$nowhere", Credentials.apiKey("key"), Options(deadline = 50.milliseconds)).use { client ->
        coroutineScope {
          val serving = async { client.serve {} }
          delay(500.milliseconds)
          assertTrue(serving.isActive)
          client.close()
          serving.await()
        }
      }
    }

  @Test
  fun `Who is no agent cannot serve`() =
    story {
      SupportchatClient(url, Credentials.visitor()).use { client ->
        assertEquals(Status.Code.PERMISSION_DENIED, assertFailsWith<SupportchatException> { client.serve {} }.code)
      }
    }

  @Test
  fun `A stream whose token is refused has a fresh one the next time`() =
    story {
      val refreshToken =
        SupportchatClient(url, Credentials.visitor()).use {
          it.auth
            .createVisitorToken(CreateVisitorTokenRequest.newBuilder().setSite("default").build())
            .visitorToken.token.refreshToken
        }
      SupportchatClient(url, Credentials.tokens("not a token", refreshToken)).use { client ->
        val listen = client.chat.subscribe(SubscribeRequest.newBuilder().setInbox(true).build())
        assertEquals("INVALID_TOKEN", SupportchatException.from(assertFailsWith<StatusException> { listen.first() }).reason)
        withTimeout(10.seconds) {
          while (runCatching { listen.first() }.exceptionOrNull() is StatusException) delay(20.milliseconds)
        }
      }
    }
}
