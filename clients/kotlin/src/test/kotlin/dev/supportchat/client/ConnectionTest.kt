package dev.supportchat.client

import dev.supportchat.v1.GetChatSessionRequest
import io.grpc.Server
import io.grpc.Status
import io.grpc.StatusException
import io.grpc.TlsServerCredentials
import io.grpc.okhttp.OkHttpServerBuilder
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.security.KeyStore
import java.util.Base64
import java.util.logging.Level
import java.util.logging.Logger
import javax.net.ssl.KeyManagerFactory
import kotlin.test.AfterTest
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

/** Against a server whose certificate no authority of the system's has signed, and that has no services. */
class ConnectionTest {
  @TempDir
  private lateinit var folder: File
  private lateinit var server: Server
  private lateinit var certificate: ByteArray

  @BeforeTest
  fun serve() {
    val file = File(folder, "keys")
    val keytool = File(System.getProperty("java.home"), "bin/keytool").path
    val words = "-genkeypair -alias server -keyalg EC -dname CN=test -ext SAN=IP:127.0.0.1 -storetype PKCS12 -storepass $PASSWORD -keystore"
    check(ProcessBuilder(listOf(keytool) + words.split(" ") + file.path).start().waitFor() == 0)
    val keys = KeyStore.getInstance(file, PASSWORD.toCharArray())
    certificate = pem(keys.getCertificate("server").encoded)
    val manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
    manager.init(keys, PASSWORD.toCharArray())
    val credentials = TlsServerCredentials.newBuilder().keyManager(*manager.keyManagers).build()
    server = OkHttpServerBuilder.forPort(0, credentials).build().start()
  }

  @AfterTest
  fun end() {
    server.shutdownNow().awaitTermination()
  }

  private fun call(options: Options): Status.Code =
    SupportchatClient("https://127.0.0.1:${server.port}", Credentials.apiKey("key"), options).use { client ->
      val call = suspend { client.chat.getChatSession(GetChatSessionRequest.getDefaultInstance()) }
      assertFailsWith<StatusException> { runBlocking { call() } }.status.code
    }

  @Test
  fun `An authority of one's own is trusted, and nobody else is`() {
    assertEquals(Status.Code.UNIMPLEMENTED, call(Options(authorities = certificate)))
    assertEquals(Status.Code.UNAVAILABLE, call(Options()))
  }

  @Test
  fun `What holds no certificates is refused at once`() {
    for (text in listOf("", "text", pem("no certificate".toByteArray()).decodeToString())) {
      val error =
        assertFailsWith<IllegalArgumentException> {
          SupportchatClient("https://example.com", Credentials.apiKey("key"), Options(authorities = text.toByteArray()))
        }
      assertEquals("the authorities are no certificates in PEM", error.message)
    }
  }

  private companion object {
    const val PASSWORD = "password"

    /** Held here, since it is forgotten otherwise: a handshake that fails is meant to. */
    val quiet: Logger = Logger.getLogger("io.grpc.okhttp.OkHttpServerTransport").apply { level = Level.WARNING }

    fun pem(der: ByteArray): ByteArray {
      val lines = Base64.getMimeEncoder().encodeToString(der)
      return "-----BEGIN CERTIFICATE-----\n$lines\n-----END CERTIFICATE-----\n".toByteArray()
    }
  }
}
