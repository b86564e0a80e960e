// A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one.
package dev.supportchat.examples

import dev.supportchat.client.Credentials
import dev.supportchat.client.SupportchatClient
import dev.supportchat.v1.AvailabilityStatus.AVAILABILITY_STATUS_AVAILABLE
import dev.supportchat.v1.ChatSessionStatus.CHAT_SESSION_STATUS_ACTIVE
import dev.supportchat.v1.ParticipantType.PARTICIPANT_TYPE_USER
import dev.supportchat.v1.SetAvailabilityRequest
import dev.supportchat.v1.TransferChatSessionRequest
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch

suspend fun main() {
  val url = System.getenv("SUPPORTCHAT_URL") ?: "http://127.0.0.1:8080"
  bot(url, System.getenv("BOT_EMAIL"), System.getenv("BOT_PASSWORD"), System.getenv("BOT_TEAM").toLong())
}

suspend fun bot(
  url: String,
  email: String,
  password: String,
  team: Long,
) = coroutineScope {
  SupportchatClient(url, Credentials.agent(email, password)).use { client ->
    val available = SetAvailabilityRequest.newBuilder().setAvailabilityStatus(AVAILABILITY_STATUS_AVAILABLE).build()
    val me =
      client.agents
        .setAvailability(available)
        .agent.id
    val talking = HashSet<Long>()
    client.inbox().collect { change ->
      val session = change.chatSession
      val mine = session.status == CHAT_SESSION_STATUS_ACTIVE && session.agentId == me
      if (!mine) {
        talking.remove(session.id)
      } else if (talking.add(session.id)) {
        launch { runCatching { talk(client, session.id, team) }.onFailure { if (isActive) System.err.println("session ${session.id}: $it") } }
      }
    }
  }
}

/** Says each thing under an id of its own, so that nothing is said twice, not even by a bot that was started again. */
private suspend fun talk(
  client: SupportchatClient,
  session: Long,
  team: Long,
) = client.conversation(session).use { chat ->
  chat.send("Hello! I am a bot. Write \"human\" to talk to a person.", "greeting")
  val wish =
    chat.messages.filter { it.sender.type == PARTICIPANT_TYPE_USER || it.event.hasClosed() }.first { message ->
      val human = "human" in message.message.lowercase()
      if (!human && message.message.isNotEmpty()) chat.send("You wrote: ${message.message}", "answer-${message.seq}")
      human || message.event.hasClosed()
    }
  if (!wish.event.hasClosed()) {
    client.agents.transferChatSession(
      TransferChatSessionRequest
        .newBuilder()
        .setId(session)
        .setTeamId(team)
        .build(),
    )
  }
}
