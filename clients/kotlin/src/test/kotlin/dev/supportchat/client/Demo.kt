package dev.supportchat.client

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.File

/** The server that test.sh starts, and what is in it. */
internal object Demo {
  val url: String get() = System.getenv("SUPPORTCHAT_URL")
  private val seed by lazy { Json.parseToJsonElement(File(System.getenv("SUPPORTCHAT_DEMO")).readText()).jsonObject }

  fun seed(name: String) = seed.getValue(name).jsonPrimitive.content
}
