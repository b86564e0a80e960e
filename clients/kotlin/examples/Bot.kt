// A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one.
package dev.supportchat.examples

import dev.supportchat.client.Credentials
import dev.supportchat.client.SupportchatClient
import dev.supportchat.v1.AvailabilityStatus.AVAILABILITY_STATUS_AVAILABLE
import dev.supportchat.v1.ChatSessionStatus.CHAT_SESSION_STATUS_ACTIVE
import dev.supportchat.v1.ParticipantType.PARTICIPANT_TYPE_USER
import dev.supportchat.v1.SetAvailabilityRequest
import dev.supportchat.v1.TransferChatSessionRequest
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import java.lang.System.getenv

suspend fun main() = bot(getenv("SUPPORTCHAT_URL"), Credentials.agent(getenv("BOT_EMAIL"), getenv("BOT_PASSWORD")), getenv("BOT_TEAM").toLong())

suspend fun bot(
  url: String,
  credentials: Credentials,
  team: Long,
) = supervisorScope {
  SupportchatClient(url, credentials).use { client ->
    val available = SetAvailabilityRequest.newBuilder().setAvailabilityStatus(AVAILABILITY_STATUS_AVAILABLE)
    val me = client.agents.setAvailability(available.build()).agent
    val talks = HashMap<Long, Job>()
    client.inbox().collect { change ->
      val session = change.chatSession
      val mine = session.status == CHAT_SESSION_STATUS_ACTIVE && session.agentId == me.id
      if (!mine) {
        talks.remove(session.id)?.cancel()
      } else if (session.id !in talks) {
        talks[session.id] = launch { talk(client, session.id, team) }
      }
    }
  }
}

private suspend fun talk(
  client: SupportchatClient,
  session: Long,
  team: Long,
) = client.conversation(session).use { chat ->
  // Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
  chat.send("Hello! I am a bot. Write \"human\" to talk to a person.", "greeting")
  chat.messages.first { message ->
    val byVisitor = message.sender.type == PARTICIPANT_TYPE_USER && message.message.isNotEmpty()
    val human = byVisitor && "human" in message.message.lowercase()
    if (byVisitor && !human) chat.send("You wrote: ${message.message}", "answer-${message.seq}")
    human
  }
  val request = TransferChatSessionRequest.newBuilder().setId(session).setTeamId(team)
  client.agents.transferChatSession(request.build())
}
