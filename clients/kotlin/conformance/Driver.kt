// Does what conformance/run.py tells it to, in lines of JSON: clients/conformance/README.md.
package dev.supportchat.conformance

import dev.supportchat.client.Conversation
import dev.supportchat.client.Credentials
import dev.supportchat.client.Options
import dev.supportchat.client.SupportchatClient
import dev.supportchat.client.SupportchatException
import dev.supportchat.v1.GetChatSessionRequest
import dev.supportchat.v1.InboxChanged
import dev.supportchat.v1.Message
import dev.supportchat.v1.ParticipantType
import dev.supportchat.v1.ServerFrame
import io.grpc.Status
import io.grpc.StatusException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.add
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.exitProcess
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

private class Heard {
  val typing = AtomicInteger()
  val marks = AtomicInteger()

  fun hear(frame: ServerFrame) {
    if (frame.hasTyping()) typing.incrementAndGet()
    if (frame.hasMarks()) marks.incrementAndGet()
  }
}

private class Talk(
  val conversation: Conversation,
  val heard: Heard,
) {
  val reading = Mutex()
}

private class Party(
  val client: SupportchatClient,
) {
  /** What the inbox tells, once somebody asks for it. */
  val inbox = Channel<InboxChanged>(Channel.UNLIMITED)
  val told = HashSet<Long>()
  val reading = Mutex()
  private var collector: Job? = null

  fun collect() {
    collector = collector ?: scope.launch {
      try {
        client.inbox().collect(inbox::send)
        inbox.close()
      } catch (e: SupportchatException) {
        inbox.close(e)
      }
    }
  }
}

private val scope = CoroutineScope(Dispatchers.Default)
private val parties = ConcurrentHashMap<String, Party>()
private val talks = ConcurrentHashMap<String, Talk>()

fun main() {
  for (line in System.`in`.bufferedReader().lineSequence()) {
    val command = Json.parseToJsonElement(line).jsonObject
    // Begun here, in the order of the lines.
    scope.launch(start = CoroutineStart.UNDISPATCHED) {
      answer(command)
    }
  }
  parties.values.forEach { it.client.close() }
  exitProcess(0)
}

private suspend fun answer(command: JsonObject) {
  val id = command.long("id")
  val outcome =
    try {
      val result = carryOut(command)
      buildJsonObject {
        put("id", id)
        putJsonObject("result", result)
      }
    } catch (e: Exception) {
      val error =
        when (e) {
          is SupportchatException -> e
          is StatusException -> SupportchatException.from(e)
          else -> SupportchatException.from(Status.INTERNAL.withDescription(e.stackTraceToString()).asException())
        }
      buildJsonObject {
        put("id", id)
        putJsonObject("error") {
          put("code", error.code.name)
          put("reason", error.reason)
          put("message", error.message)
          putJsonArray("fields") { error.fields.keys.forEach(::add) }
          put("retryable", error.retryable)
        }
      }
    }
  synchronized(System.out) {
    println(outcome)
    System.out.flush()
  }
}

private typealias Result = JsonObjectBuilder.() -> Unit

private val done: Result = {}

private suspend fun carryOut(command: JsonObject): Result {
  when (val op = command.text("op")) {
    "connect" -> {
      parties[command.text("client")] = Party(connect(command))
    }

    "start" -> {
      val heard = Heard()
      val conversation = party(command).client.start(onSignal = heard::hear)
      talks[command.text("conversation")] = Talk(conversation, heard)
      return { put("session", conversation.sessionId) }
    }

    "open" -> {
      val heard = Heard()
      val conversation = party(command).client.conversation(command.long("session"), command.long("after_seq"), heard::hear)
      talks[command.text("conversation")] = Talk(conversation, heard)
    }

    "send" -> {
      val id = command["client_message_id"]?.jsonPrimitive?.content ?: UUID.randomUUID().toString()
      val sent = talk(command).conversation.send(command.text("text"), id)
      return {
        put("seq", sent.seq)
        put("message_id", sent.messageId)
        put("client_message_id", sent.clientMessageId)
      }
    }

    "next" -> {
      return next(command)
    }

    "mark_read" -> {
      talk(command).conversation.markRead(command.long("seq"))
    }

    "typing" -> {
      talk(command).conversation.typing()
    }

    "heard" -> {
      val heard = talk(command).heard
      return {
        put("typing", heard.typing.get())
        put("marks", heard.marks.get())
      }
    }

    "inbox" -> {
      return inbox(command)
    }

    "serve" -> {
      val client = party(command).client
      scope.launch { serve(client) }
    }

    "get_session" -> {
      val response = party(command).client.chat.getChatSession(GetChatSessionRequest.newBuilder().setId(command.long("session")).build())
      return {
        put(
          "status",
          response.chatSession.status.name
            .removePrefix("CHAT_SESSION_STATUS_"),
        )
      }
    }

    "close" -> {
      talk(command).conversation.close()
    }

    "disconnect" -> {
      party(command).client.close()
    }

    else -> {
      error("there is no operation $op")
    }
  }
  return done
}

private fun connect(command: JsonObject): SupportchatClient {
  val (kind, login) =
    command
      .getValue("login")
      .jsonObject.entries
      .single()
  val credentials =
    when (kind) {
      "visitor" -> login.jsonObject.let { Credentials.visitor(it.text("site"), it.text("name")) }
      "agent" -> login.jsonObject.let { Credentials.agent(it.text("email"), it.text("password")) }
      "api_key" -> Credentials.apiKey(login.jsonPrimitive.content)
      "tokens" -> login.jsonObject.let { Credentials.tokens(it.text("token"), it.text("refresh_token")) }
      else -> error("there is no login $kind")
    }
  val given = command["options"]?.jsonObject.orEmpty()
  val default = Options()

  fun time(
    name: String,
    default: Duration,
  ) = given[name]?.jsonPrimitive?.long?.milliseconds ?: default
  val name = command.text("client")
  val options =
    Options(
      deadline = time("deadline_ms", default.deadline),
      keepAlive = time("keepalive_ms", default.keepAlive),
      keepAliveTimeout = time("keepalive_timeout_ms", default.keepAliveTimeout),
      logger = { System.err.println("$name: $it") },
    )
  return SupportchatClient(command.text("target"), credentials, options)
}

private suspend fun next(command: JsonObject): Result {
  val talk = talk(command)
  val count = command.getValue("count").jsonPrimitive.int
  val messages = mutableListOf<Message>()
  var ended = false
  talk.reading.withLock {
    withTimeoutOrNull(command.long("timeout_ms")) {
      talk.conversation.messages
        .take(count)
        .collect(messages::add)
      ended = messages.size < count
    }
  }
  return {
    if (ended) put("ended", true)
    putJsonArray("messages") {
      for (message in messages) {
        addJsonObject {
          put("seq", message.seq)
          put("kind", message.kind.name.removePrefix("MESSAGE_KIND_"))
          put("text", message.message)
          put(
            "sender",
            message.sender.type.name
              .removePrefix("PARTICIPANT_TYPE_"),
          )
          put("client_message_id", message.clientMessageId)
        }
      }
    }
  }
}

private suspend fun inbox(command: JsonObject): Result {
  val party = party(command)
  val count = command.getValue("count").jsonPrimitive.int
  val sessions = mutableListOf<Long>()
  party.reading.withLock {
    party.collect()
    withTimeoutOrNull(command.long("timeout_ms")) {
      for (change in party.inbox) {
        if (!change.removed && party.told.add(change.chatSession.id)) sessions += change.chatSession.id
        if (sessions.size == count) break
      }
    }
  }
  return { putJsonArray("sessions") { sessions.forEach(::add) } }
}

private suspend fun serve(client: SupportchatClient) =
  try {
    client.serve { conversation ->
      conversation.send("Hello!", "greeting")
      conversation.messages
        .filter { it.sender.type == ParticipantType.PARTICIPANT_TYPE_USER && it.message.isNotEmpty() }
        .takeWhile { it.message != "Leave!" }
        .collect { message ->
          check(message.message != "Fail!") { "the visitor wants it to fail" }
          conversation.send("You wrote: ${message.message}", "answer-${message.seq}")
        }
    }
  } catch (e: SupportchatException) {
    System.err.println("serving has failed: $e")
  }

private fun party(command: JsonObject) = parties.getValue(command.text("client"))

private fun talk(command: JsonObject) = talks.getValue(command.text("conversation"))

private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content

private fun JsonObject.long(name: String) = getValue(name).jsonPrimitive.long
