package dev.supportchat.client

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update

/** Wakes who waits for something to come. */
internal class News {
  private val count = MutableStateFlow(0L)

  val value: Long get() = count.value

  fun tell() = count.update { it + 1 }

  suspend fun after(seen: Long) {
    count.first { it != seen }
  }
}
