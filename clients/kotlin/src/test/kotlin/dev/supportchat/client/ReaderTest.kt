package dev.supportchat.client

import dev.supportchat.v1.Message
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ReaderTest {
  private fun message(seq: Long) = Message.newBuilder().setSeq(seq).build()

  @Test
  fun `It holds 256 messages, and takes more once half of them were read`() {
    val reader = Reader(0)
    for (seq in 1L..300) reader.take(seq, message(seq))
    assertEquals(256, reader.last)
    for (seq in 1L..127) assertEquals(seq, reader.next()?.seq)
    assertTrue(reader.full)
    assertEquals(128, reader.next()?.seq)
    assertFalse(reader.full)
  }

  @Test
  fun `What came before is not taken again, and what is hidden only moves it on`() {
    val reader = Reader(5)
    reader.take(5, message(5))
    reader.take(6, null)
    reader.take(7, message(7))
    reader.take(7, message(7))
    assertEquals(7, reader.next()?.seq)
    assertNull(reader.next())
    assertEquals(7, reader.last)
  }
}
