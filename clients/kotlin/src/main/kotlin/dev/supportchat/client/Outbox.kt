package dev.supportchat.client

import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.ServerFrame
import kotlinx.coroutines.CompletableDeferred

/** A frame that is sent until it is answered. */
internal class Question(
  val conversation: Conversation,
  val frame: ChatRequest,
  val answer: CompletableDeferred<ServerFrame> = CompletableDeferred(),
)

/** What a conversation sends, in the order of the calls. Guarded by the line's lock. */
internal class Outbox(options: Options) {
  private val open = LinkedHashMap<String, Question>()
  private val waiting = ArrayDeque<Question>()

  /** It holds back what is open. */
  val patience = Patience(options)

  /** What was sent, or is as soon as there is a line, in order. */
  val sent: Collection<Question> get() = open.values

  /** True if it may go now. */
  fun add(question: Question): Boolean {
    if (open.size >= LIMIT) {
      waiting.addLast(question)
      return false
    }
    open[question.frame.requestId] = question
    return true
  }

  /** Takes out what was answered, and returns what may go instead. */
  fun settle(question: Question): Question? {
    open.remove(question.frame.requestId) ?: return null
    return waiting.removeFirstOrNull()?.also { open[it.frame.requestId] = it }
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
