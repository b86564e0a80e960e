package dev.supportchat.client

import dev.supportchat.v1.Token
import io.grpc.Status
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** What issues tokens. Its errors are [SupportchatException]s. */
internal interface Issuer {
  suspend fun visitor(visitor: Credentials.Visitor): Token

  suspend fun agent(agent: Credentials.Agent): Token

  suspend fun refresh(refreshToken: String): Token
}

/** The token of a client. Whoever needs it asks here, and one renewal runs at a time, for all who wait for it. */
internal class Tokens(
  private val credentials: Credentials,
  private val issuer: Issuer,
  private val scope: CoroutineScope,
  private val clock: TimeSource = TimeSource.Monotonic,
  private val now: () -> Duration = { System.currentTimeMillis().milliseconds },
) {
  /** @property renewAt when it is time to renew; null if that is not known. */
  private class Current(
    val token: String,
    val refreshToken: String,
    val renewAt: TimeMark?,
  )

  private val lock = Any()
  private var current: Current? =
    when (credentials) {
      is Credentials.ApiKey -> Current(credentials.key, "", null)

      // Without a token, one is bought first.
      is Credentials.Tokens -> Current(credentials.token, credentials.refreshToken, clock.markNow().takeIf { credentials.token.isEmpty() })

      else -> null
    }
  private var renewal: Deferred<Current>? = null

  /** A token that is good, renewed if that is due. */
  suspend fun bearer(): String {
    val renewal =
      synchronized(lock) {
        current?.let { if (it.renewAt?.hasPassedNow() != true) return it.token }
        renewal()
      }
    return try {
      renewal.await().token
    } catch (e: SupportchatException) {
      // It was early: the service takes the old one for a while yet.
      synchronized(lock) { current?.token }?.takeIf { it.isNotEmpty() && e.retryable } ?: throw e
    }
  }

  /** Replaces a token that the service refused. False if there is nothing to replace it with. */
  suspend fun renew(refused: String): Boolean {
    if (credentials is Credentials.ApiKey) return false
    val renewal =
      synchronized(lock) {
        // Another call has renewed it in the meantime.
        current?.let { if (it.token != refused) return true }
        renewal()
      }
    renewal.await()
    return true
  }

  // In the client's scope: the renewal goes on for the others when one who waits for it is cancelled.
  private fun renewal(): Deferred<Current> =
    renewal ?: scope
      .async(start = CoroutineStart.LAZY) {
        try {
          val renewed = obtain(synchronized(lock) { current }).let(::current)
          try {
            // Before it is used: a program that dies meanwhile has stored it.
            (credentials as? Credentials.Tokens)?.onRenewed?.invoke(renewed.token, renewed.refreshToken)
          } finally {
            // The old one is used up, whatever became of that.
            synchronized(lock) { current = renewed }
          }
          renewed
        } finally {
          synchronized(lock) { renewal = null }
        }
      }.also { renewal = it }

  private suspend fun obtain(old: Current?): Token {
    if (old != null && old.refreshToken.isNotEmpty()) {
      try {
        return issuer.refresh(old.refreshToken)
      } catch (e: SupportchatException) {
        val again = credentials is Credentials.Agent || (credentials as? Credentials.Visitor)?.proven == true
        if (e.code != Status.Code.UNAUTHENTICATED || !again) throw e
      }
    }
    return when (credentials) {
      is Credentials.Visitor -> issuer.visitor(credentials)
      is Credentials.Agent -> issuer.agent(credentials)
      else -> throw SupportchatException(Status.Code.UNAUTHENTICATED, "there is no refresh token", "INVALID_TOKEN")
    }
  }

  private fun current(token: Token): Current {
    val life = token.expiresAt.seconds.seconds - now()
    // This machine's clock is wrong if a new token has expired by it: the service will say when it is time.
    val renewAt = if (life.isPositive()) clock.markNow() + (life - minOf(MARGIN, life / 10)) else null
    return Current(token.token, token.refreshToken, renewAt)
  }

  private companion object {
    val MARGIN = 30.seconds
  }
}
