package dev.supportchat.client

import dev.supportchat.v1.AuthServiceGrpcKt.AuthServiceCoroutineStub
import dev.supportchat.v1.CreateAgentTokenRequest
import dev.supportchat.v1.CreateVisitorTokenRequest
import dev.supportchat.v1.RefreshTokenRequest
import dev.supportchat.v1.Token
import io.grpc.StatusException
import java.util.concurrent.TimeUnit
import kotlin.time.Duration

/** Gets tokens from AuthService, over a channel without credentials. */
internal class AuthIssuer(
  private val stub: AuthServiceCoroutineStub,
  private val deadline: Duration,
) : Issuer {
  override suspend fun visitor(visitor: Credentials.Visitor): Token {
    val request =
      CreateVisitorTokenRequest
        .newBuilder()
        .setSite(visitor.site)
        .setName(visitor.name)
        .setEmail(visitor.email)
        .setExternalId(visitor.externalId)
        .setIdentifierHash(visitor.identifierHash)
        .setJwt(visitor.jwt)
        .putAllAttributes(visitor.attributes)
    return call { createVisitorToken(request.build()).visitorToken.token }
  }

  override suspend fun agent(agent: Credentials.Agent): Token {
    val request = CreateAgentTokenRequest.newBuilder().setEmail(agent.email).setPassword(agent.password)
    return call { createAgentToken(request.build()).agentToken.token }
  }

  override suspend fun refresh(refreshToken: String): Token {
    val request = RefreshTokenRequest.newBuilder().setRefreshToken(refreshToken)
    return call { refreshToken(request.build()).token }
  }

  private suspend fun call(call: suspend AuthServiceCoroutineStub.() -> Token): Token =
    try {
      stub.withDeadlineAfter(deadline.inWholeMilliseconds, TimeUnit.MILLISECONDS).call()
    } catch (e: StatusException) {
      throw SupportchatException.from(e)
    }
}
