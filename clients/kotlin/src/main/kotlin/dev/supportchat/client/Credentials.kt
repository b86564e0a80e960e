package dev.supportchat.client

/** How a client proves who it is. */
public sealed class Credentials {
  internal class Visitor(
    val site: String,
    val name: String,
    val email: String,
    val externalId: String,
    val identifierHash: String,
    val jwt: String,
    val attributes: Map<String, String>,
  ) : Credentials() {
    /** Whether the site has proven who the visitor is: logging in again then gives the same user. */
    val proven get() = identifierHash.isNotEmpty() || jwt.isNotEmpty()
  }

  internal class Agent(
    val email: String,
    val password: String,
  ) : Credentials()

  internal class ApiKey(
    val key: String,
  ) : Credentials()

  internal class Tokens(
    val token: String,
    val refreshToken: String,
    val onRenewed: ((token: String, refreshToken: String) -> Unit)?,
  ) : Credentials()

  public companion object {
    /**
     * A visitor, who gets a token at the first call.
     *
     * @param site the site's public key.
     * @param name what a new visitor goes by; empty for "Visitor".
     * @param email the address that a new visitor typed, or empty. It proves nothing.
     * @param externalId the id under which the site knows the visitor; it comes with [identifierHash].
     * @param identifierHash the HMAC-SHA256 of [externalId] under the site's secret, in hexadecimal.
     * @param jwt instead of both: a JSON Web Token signed under the site's secret.
     * @param attributes what the program says of the visitor, for agents to see: at most 20; keys have at most 64 characters, values 255.
     */
    public fun visitor(
      site: String = "default",
      name: String = "",
      email: String = "",
      externalId: String = "",
      identifierHash: String = "",
      jwt: String = "",
      attributes: Map<String, String> = emptyMap(),
    ): Credentials = Visitor(site, name, email, externalId, identifierHash, jwt, attributes.toMap())

    /** An agent, who logs in at the first call. */
    public fun agent(
      email: String,
      password: String,
    ): Credentials = Agent(email, password)

    /**
     * An API key. It belongs into back ends, never into an app.
     *
     * @throws IllegalArgumentException if it has characters that no key has.
     */
    public fun apiKey(key: String): Credentials {
      require(key.isNotEmpty()) { "key is empty" }
      check("key", key)
      return ApiKey(key)
    }

    /**
     * A token and a refresh token from elsewhere, such as a back end that hands its own users over.
     *
     * @param onRenewed is told each new pair before it is used, to store it: the old refresh token is used up. The next call waits for it.
     */
    public fun tokens(
      token: String,
      refreshToken: String,
      onRenewed: ((token: String, refreshToken: String) -> Unit)? = null,
    ): Credentials {
      require(token.isNotEmpty() || refreshToken.isNotEmpty()) { "token and refreshToken are empty" }
      check("token", token)
      return Tokens(token, refreshToken, onRenewed)
    }

    /** What no header can hold, such as the end of a line, gRPC would leave out of the call, and write into its log. */
    private fun check(
      name: String,
      bearer: String,
    ) = require(bearer.all { it in ' '..'~' } && bearer == bearer.trim()) { "$name has white space around it, or characters that no header has" }
  }
}
