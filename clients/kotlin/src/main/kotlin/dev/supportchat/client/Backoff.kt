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

  /** @param asked how long the service wants to be left alone, if it says so: it is a little more, so that not all that it refused at once come back at once. */
  fun next(asked: Duration? = null): Duration {
    val wait = minOf(bound, max) * random.nextDouble()
    bound = minOf(bound * 2, max)
    return if (asked == null) wait else maxOf(wait, asked + first * random.nextDouble())
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
