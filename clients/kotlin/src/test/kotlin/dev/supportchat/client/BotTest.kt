package dev.supportchat.client

import dev.supportchat.v1.CreateTeamRequest
import dev.supportchat.v1.ParticipantType.PARTICIPANT_TYPE_AGENT
import dev.supportchat.v1.Team
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable
import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

/** The example, as a program of its own, against the server that test.sh starts. */
@EnabledIfEnvironmentVariable(named = "SUPPORTCHAT_URL", matches = ".+")
class BotTest {
  private fun start(team: String?): Process {
    val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
    val java = File(System.getProperty("java.home"), "bin/java").path
    val bot = ProcessBuilder(java, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classes, "dev.supportchat.examples.BotKt")
    bot.environment().let {
      it["BOT_EMAIL"] = Demo.seed("agent_email")
      it["BOT_PASSWORD"] = Demo.seed("agent_password")
      if (team != null) it["BOT_TEAM"] = team
    }
    return bot.redirectErrorStream(true).start()
  }

  private suspend fun <T> Process.use(act: suspend () -> T): T =
    try {
      act()
    } finally {
      destroyForcibly().waitFor()
    }

  private suspend fun Conversation.heard(count: Int): List<String> {
    val answers = messages.filter { it.sender.type == PARTICIPANT_TYPE_AGENT && it.message.isNotEmpty() }
    return answers.take(count).toList().map { it.message }
  }

  @Test
  fun `It greets once, answers each text once, and hands the chat to humans, even if it is started again meanwhile`() =
    runBlocking {
      withTimeout(60.seconds) {
        val team = team().toString()
        SupportchatClient(Demo.url, Credentials.visitor(name = "Ada")).use { client ->
          val talk =
            start(team).use {
              val talk = client.start(agentId = Demo.seed("agent_id").toLong())
              talk.send("Where is my order?")
              assertEquals(listOf(GREETING, "You wrote: Where is my order?"), talk.heard(2))
              talk
            }
          start(team).use {
            talk.send("Hello?")
            assertEquals(listOf("You wrote: Hello?"), talk.heard(1))
            talk.send("I want a HUMAN")
            val handedOver =
              talk.messages
                .first { it.event.hasTransferred() }
                .event.transferred
            assertEquals(team, handedOver.teamId.toString())
          }
        }
      }
    }

  @Test
  fun `Without a team it says so and ends`() {
    for (team in listOf(null, "humans", "999999")) {
      val bot = start(team)
      try {
        assertTrue(bot.waitFor(20, TimeUnit.SECONDS), "it goes on with the team $team")
        assertEquals(1, bot.exitValue())
        assertContains(bot.inputStream.reader().readText(), "BOT_TEAM is not the id of a team")
      } finally {
        bot.destroyForcibly()
      }
    }
  }

  private suspend fun team(): Long =
    SupportchatClient(Demo.url, Credentials.apiKey(Demo.seed("api_key"))).use { client ->
      val team = Team.newBuilder().setName("Humans ${System.nanoTime()}")
      client.admin
        .createTeam(CreateTeamRequest.newBuilder().setTeam(team).build())
        .team.id
    }

  private companion object {
    const val GREETING = "Hello! I am a bot. Write \"human\" to talk to a person."
  }
}
