package dev.supportchat.client

import kotlin.random.Random
import kotlin.time.Duration

/** The waits between attempts: full jitter below a bound that doubles with each failure. */
internal class Backoff(
  private val first: Duration,
  private val max: Duration,
  private val random: Random = Random,
) {
  private var bound = first

  constructor(options: Options) : this(options.reconnectFirst, options.reconnectMax)

  fun next(): Duration {
    val wait = minOf(bound, max) * random.nextDouble()
    bound = minOf(bound * 2, max)
    return wait
  }

  fun reset() {
    bound = first
  }
}

/** What waits because the service asked for time, and for how long it does next. Guarded by the client's lock. */
internal class Patience(
  options: Options,
) {
  val backoff = Backoff(options)

  /** How many waits are not over yet: the last of them counts. */
  var holds = 0

  val waiting: Boolean get() = holds > 0
}
