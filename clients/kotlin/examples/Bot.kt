// A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one.
package dev.supportchat.examples

import dev.supportchat.client.Credentials
import dev.supportchat.client.Options
import dev.supportchat.client.SupportchatClient
import dev.supportchat.v1.ListTeamsRequest
import dev.supportchat.v1.ParticipantType.PARTICIPANT_TYPE_USER
import dev.supportchat.v1.TransferChatSessionRequest
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.firstOrNull
import java.lang.System.getenv

suspend fun main() {
  val bot = Credentials.agent(getenv("BOT_EMAIL"), getenv("BOT_PASSWORD"))
  SupportchatClient(getenv("SUPPORTCHAT_URL"), bot, Options(logger = ::println)).use { client ->
    val teams = client.agents.listTeams(ListTeamsRequest.newBuilder().setPageSize(1000).build()).teamsList
    val team = teams.find { "${it.id}" == getenv("BOT_TEAM") } ?: error("BOT_TEAM is not the id of a team")
    client.serve { chat ->
      // Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
      chat.send("Hello! I am a bot. Write \"human\" to talk to a person.", "greeting")
      val texts = chat.messages.filter { it.sender.type == PARTICIPANT_TYPE_USER && it.message.isNotEmpty() }
      texts.firstOrNull {
        val human = "human" in it.message.lowercase()
        if (!human) chat.send("You wrote: ${it.message}", "answer-${it.seq}")
        human
      } ?: return@serve
      val handover = TransferChatSessionRequest.newBuilder().setId(chat.sessionId).setTeamId(team.id)
      client.agents.transferChatSession(handover.build())
    }
  }
}
