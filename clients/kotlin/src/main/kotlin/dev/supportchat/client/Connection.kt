package dev.supportchat.client

import io.grpc.ChannelCredentials
import io.grpc.InsecureChannelCredentials
import io.grpc.ManagedChannel
import io.grpc.TlsChannelCredentials
import io.grpc.okhttp.OkHttpChannelBuilder
import java.net.URI
import java.security.cert.CertificateException
import java.security.cert.CertificateFactory
import java.util.concurrent.TimeUnit

/** The channel to a target, which connects when it is first needed. */
internal fun channel(
  target: String,
  options: Options,
): ManagedChannel {
  // Null is what is no URI at all, such as 127.0.0.1:8080.
  val uri = runCatching { URI.create(target) }.getOrNull()
  val tls = uri?.scheme == "https"
  require(uri != null && (tls || uri.scheme == "http") && uri.host != null && uri.path in setOf("", "/")) {
    "the target is http://host:port or https://host:port, not $target"
  }
  val port =
    if (uri.port >= 0) {
      uri.port
    } else if (tls) {
      443
    } else {
      80
    }
  return OkHttpChannelBuilder
    .forAddress(uri.host, port, if (tls) trust(options.authorities) else InsecureChannelCredentials.create())
    .keepAliveTime(options.keepAlive.inWholeMilliseconds, TimeUnit.MILLISECONDS)
    .keepAliveTimeout(options.keepAliveTimeout.inWholeMilliseconds, TimeUnit.MILLISECONDS)
    .build()
}

private fun trust(authorities: ByteArray?): ChannelCredentials {
  if (authorities == null) return TlsChannelCredentials.create()
  val certificates =
    try {
      CertificateFactory.getInstance("X.509").generateCertificates(authorities.inputStream())
    } catch (e: CertificateException) {
      throw IllegalArgumentException("the authorities are no certificates in PEM", e)
    }
  // Nothing but text around them is none, too.
  require(certificates.isNotEmpty()) { "the authorities are no certificates in PEM" }
  return TlsChannelCredentials.newBuilder().trustManager(authorities.inputStream()).build()
}
