package dev.supportchat.client

import com.google.protobuf.Timestamp
import dev.supportchat.v1.Token
import io.grpc.Status
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

@OptIn(ExperimentalCoroutinesApi::class)
class TokensTest {
  /** Issues token1, token2 and so on, each after 100 ms. */
  private class FakeIssuer(
    private val scope: TestScope,
    private val life: Long,
  ) : Issuer {
    val calls = mutableListOf<String>()
    var refuse = false
    var away = false

    override suspend fun visitor(visitor: Credentials.Visitor) = issue("visitor")

    override suspend fun agent(agent: Credentials.Agent) = issue("agent")

    override suspend fun refresh(refreshToken: String): Token {
      if (refuse) {
        calls += "refused"
        throw SupportchatException(Status.Code.UNAUTHENTICATED, "no", "INVALID_TOKEN")
      }
      if (away) throw SupportchatException(Status.Code.UNAVAILABLE, "away")
      return issue("refresh $refreshToken")
    }

    private suspend fun issue(call: String): Token {
      calls += call
      val number = calls.size
      delay(100)
      val expires = Timestamp.newBuilder().setSeconds(scope.testScheduler.currentTime / 1000 + life)
      return Token
        .newBuilder()
        .setToken("token$number")
        .setRefreshToken("refresh$number")
        .setExpiresAt(expires)
        .build()
    }
  }

  private fun TestScope.tokens(
    credentials: Credentials,
    issuer: Issuer,
  ): Tokens {
    // As in a client: what fails fails alone.
    val scope = backgroundScope + SupervisorJob(backgroundScope.coroutineContext.job)
    return Tokens(credentials, issuer, scope, testScheduler.timeSource) { testScheduler.currentTime.milliseconds }
  }

  @Test
  fun `One renewal runs for all who wait, and outlives one who gives up`() =
    runTest {
      val issuer = FakeIssuer(this, 3600)
      val tokens = tokens(Credentials.visitor(), issuer)
      val impatient = launch { tokens.bearer() }
      val patient = List(10) { async { tokens.bearer() } }
      runCurrent()
      impatient.cancel()
      assertEquals(setOf("token1"), patient.map { it.await() }.toSet())
      assertEquals(listOf("visitor"), issuer.calls)
    }

  @Test
  fun `It is renewed 30 seconds before its end`() =
    runTest {
      val issuer = FakeIssuer(this, 3600)
      val tokens = tokens(Credentials.visitor(), issuer)
      tokens.bearer()
      advanceTimeBy(3568.seconds)
      assertEquals("token1", tokens.bearer())
      advanceTimeBy(3.seconds)
      assertEquals("token2", tokens.bearer())
      assertEquals(listOf("visitor", "refresh refresh1"), issuer.calls)
    }

  @Test
  fun `One that cannot be renewed yet is used`() =
    runTest {
      val issuer = FakeIssuer(this, 3600)
      val tokens = tokens(Credentials.visitor(), issuer)
      tokens.bearer()
      advanceTimeBy(3575.seconds)
      issuer.away = true
      assertEquals("token1", tokens.bearer())
      // A token that was refused is not one to go on with.
      assertFailsWith<SupportchatException> { tokens.renew("token1") }
      issuer.away = false
      assertEquals("token2", tokens.bearer())
    }

  @Test
  fun `A short one is renewed with a tenth of its life left`() =
    runTest {
      val issuer = FakeIssuer(this, 10)
      val tokens = tokens(Credentials.visitor(), issuer)
      tokens.bearer()
      advanceTimeBy(8.seconds)
      assertEquals("token1", tokens.bearer())
      advanceTimeBy(1.seconds)
      assertEquals("token2", tokens.bearer())
    }

  @Test
  fun `A clock that is wrong does not renew at each call`() =
    runTest {
      val issuer = FakeIssuer(this, -7200)
      val tokens = tokens(Credentials.visitor(), issuer)
      repeat(5) { tokens.bearer() }
      assertEquals(listOf("visitor"), issuer.calls)
    }

  @Test
  fun `What another call has renewed is not renewed again`() =
    runTest {
      val issuer = FakeIssuer(this, 3600)
      val tokens = tokens(Credentials.visitor(), issuer)
      tokens.bearer()
      val renewals = List(3) { async { tokens.renew("token1") } }
      assertTrue(renewals.all { it.await() })
      assertTrue(tokens.renew("token1"))
      assertEquals("token2", tokens.bearer())
      assertEquals(2, issuer.calls.size)
    }

  @Test
  fun `An agent logs in again when the refresh token is refused, and an anonymous visitor does not`() =
    runTest {
      val issuer = FakeIssuer(this, 3600)
      val agent = tokens(Credentials.agent("a@example.com", "secret"), issuer)
      val proven = tokens(Credentials.visitor(jwt = "jwt"), issuer)
      val visitor = tokens(Credentials.visitor(), issuer)
      val old = listOf(agent, proven, visitor).map { it.bearer() }
      issuer.calls.clear()
      issuer.refuse = true
      assertTrue(agent.renew(old[0]))
      assertTrue(proven.renew(old[1]))
      assertEquals(listOf("refused", "agent", "refused", "visitor"), issuer.calls)
      assertFailsWith<SupportchatException> { visitor.renew(old[2]) }
    }

  @Test
  fun `An API key stays, and new tokens are told of`() =
    runTest {
      val issuer = FakeIssuer(this, 3600)
      assertFalse(tokens(Credentials.apiKey("key"), issuer).renew("key"))
      val told = mutableListOf<String>()
      val tokens = tokens(Credentials.tokens("old", "buys") { token, refresh -> told += "$token $refresh" }, issuer)
      assertEquals("old", tokens.bearer())
      assertTrue(tokens.renew("old"))
      assertEquals("token1", tokens.bearer())
      assertEquals(listOf("token1 refresh1"), told)
      assertEquals(listOf("refresh buys"), issuer.calls)
    }

  @Test
  fun `A new token is told before it is used, and used even if the one who is told fails`() =
    runTest {
      val used = mutableListOf<String>()
      lateinit var tokens: Tokens
      tokens =
        tokens(
          Credentials.tokens("old", "buys") { token, _ ->
            launch(start = CoroutineStart.UNDISPATCHED) { used += tokens.bearer() }
            error("$token is told")
          },
          FakeIssuer(this, 3600),
        )
      assertEquals("token1 is told", assertFailsWith<IllegalStateException> { tokens.renew("old") }.message)
      used += tokens.bearer()
      assertEquals(listOf("old", "token1"), used)
    }

  @Test
  fun `What is no token is refused at once, and not told`() {
    for (key in listOf("", "key\n", "ключ", " key")) {
      for (make in listOf<(String) -> Any>({ Credentials.apiKey(it) }, { Credentials.tokens(it, "") })) {
        val error = assertFailsWith<IllegalArgumentException> { make(key) }
        assertTrue(error.message!!.matches(Regex("(key|token) .*")), error.message)
      }
    }
    for (target in listOf("nowhere", "127.0.0.1:8080", "http://a b")) {
      val error = assertFailsWith<IllegalArgumentException> { SupportchatClient(target, Credentials.apiKey("key")) }
      assertTrue(error.message!!.startsWith("the target is"), error.message)
    }
  }
}
