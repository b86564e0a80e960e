package dev.supportchat.client

import kotlin.random.Random
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

class BackoffTest {
  /** The greatest number that a random one may be. */
  private object Greatest : Random() {
    override fun nextBits(bitCount: Int) = -1 ushr (32 - bitCount)
  }

  @Test
  fun `The bound doubles with each failure up to the greatest, and starts again`() {
    val backoff = Backoff(250.milliseconds, 1000.milliseconds, Greatest)
    val waits = List(4) { backoff.next().inWholeMilliseconds }
    assertEquals(listOf(250L, 500L, 1000L, 1000L), waits)
    backoff.reset()
    assertEquals(250, backoff.next().inWholeMilliseconds)
  }

  @Test
  fun `What the service asks for is kept to, and a little more`() {
    val waits = List(1000) { Backoff(250.milliseconds, 1000.milliseconds, Random(it)).next(3000.milliseconds).inWholeMilliseconds }
    assertTrue(waits.all { it in 3000 until 3250 })
    assertTrue(waits.any { it < 3025 } && waits.any { it > 3225 })
  }

  @Test
  fun `The wait is anything below the bound`() {
    val waits = List(1000) { Backoff(250.milliseconds, 1000.milliseconds, Random(it)).next() }
    assertTrue(waits.all { it >= Duration.ZERO && it < 250.milliseconds })
    assertTrue(waits.any { it < 25.milliseconds } && waits.any { it > 225.milliseconds })
  }
}
