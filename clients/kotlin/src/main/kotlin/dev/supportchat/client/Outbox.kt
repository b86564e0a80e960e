package dev.supportchat.client

import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.ServerFrame
import kotlinx.coroutines.CompletableDeferred

/** A frame that is sent until it is answered. */
internal class Question(
  val conversation: Conversation,
  val frame: ChatRequest,
  val answer: CompletableDeferred<ServerFrame> = CompletableDeferred(),
) {
  /** Whether it is on its way on the present stream, where it will be answered. */
  var written = false
}

/** What a conversation sends, in the order of the calls. Guarded by the client's lock. */
internal class Outbox(
  options: Options,
) {
  private val open = LinkedHashMap<String, Question>()
  private val waiting = ArrayDeque<Question>()

  /** It holds back what is open. */
  val patience = Patience(options)

  /** Whether only one goes at a time, until all were answered. */
  var careful = false

  /** What goes now, in order. It counts as written from here on. */
  fun due(): List<Question> {
    val due = if (careful) open.values.take(1).filter { !it.written } else open.values.filter { !it.written }
    due.forEach { it.written = true }
    return due
  }

  /** The stream has gone, with all that was written and not answered. */
  fun lost() = open.values.forEach { it.written = false }

  fun add(question: Question) {
    if (open.size < LIMIT) open[question.frame.requestId] = question else waiting.addLast(question)
  }

  /** Takes out what was answered. */
  fun settle(question: Question) {
    open.remove(question.frame.requestId) ?: return
    waiting.removeFirstOrNull()?.let { open[it.frame.requestId] = it }
    if (open.isEmpty()) careful = false
  }

  /** The caller has gone. What may have been sent goes on. */
  fun abandon(question: Question) {
    waiting.remove(question)
  }

  fun clear(): List<Question> {
    val all = open.values + waiting
    open.clear()
    waiting.clear()
    return all
  }

  companion object {
    const val LIMIT = 64
  }
}
