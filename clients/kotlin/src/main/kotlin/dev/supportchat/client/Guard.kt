package dev.supportchat.client

import java.util.concurrent.ConcurrentLinkedQueue

/** The one lock of a client. Nothing waits under it, and nothing of the program's is called. */
internal class Guard {
  val lock = Any()

  /** What was decided under the lock and concerns the program. */
  val decided = ConcurrentLinkedQueue<() -> Unit>()

  /** Under the lock: carries something out once it is free. */
  fun after(act: () -> Unit) {
    decided += act
  }

  inline fun <T> locked(act: () -> T): T =
    try {
      synchronized(lock, act)
    } finally {
      while (true) (decided.poll() ?: break)()
    }
}
