package dev.supportchat.client

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/**
 * How a client behaves. What is left out is as every client has it.
 *
 * @property deadline how long a call may take, and the stream until it is welcomed.
 * @property reconnectFirst the longest wait before the first attempt to connect again; it doubles with each failure.
 * @property reconnectMax what that wait never exceeds.
 * @property keepAlive after how long a silence on the line a ping is sent. gRPC takes less than 10 s for 10 s.
 * @property keepAliveTimeout how long the answer to a ping may take.
 * @property authorities the certificates that an `https` target is trusted for, such as that of an authority of one's own, in PEM; null for those of the system.
 * @property logger is told what happens to the line. It gets no token and no text.
 */
public class Options(
  public val deadline: Duration = 10.seconds,
  public val reconnectFirst: Duration = 250.milliseconds,
  public val reconnectMax: Duration = 10.seconds,
  public val keepAlive: Duration = 10.seconds,
  public val keepAliveTimeout: Duration = 5.seconds,
  public val authorities: ByteArray? = null,
  public val logger: ((String) -> Unit)? = null,
) {
  internal fun log(text: String) {
    // What the logger itself throws can be told to nobody.
    runCatching { logger?.invoke(text) }
  }
}
