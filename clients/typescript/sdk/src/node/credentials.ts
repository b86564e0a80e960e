/** The bearer of the calls: logged in when it is needed, renewed in time and by one at a time. */

import { chatError, isTransient, toChatError } from "../errors.js";
import type { AuthService, Token } from "../gen/supportchat/v1/auth_pb.js";
import type { Client as Rpc } from "../grpc/client.js";
import { Code } from "../grpc/code.js";
import type { ChatError } from "../types.js";
import { toDate } from "../values.js";
import type { Credentials, TokenPair } from "./types.js";

/** A token is renewed when it has less than this to live, or than a tenth of its life if that is less. */
const MARGIN_MS = 30_000;
/** A renewal whose answer was lost is repeated soon, wanted or not: 30 seconds later its refresh token would count as stolen. */
const REPEAT_AFTER_MS = 1000;
const REPEAT_WITHIN_MS = 25_000;

interface Login extends TokenPair {
  readonly renewAt: number;
  readonly expiresAt: number;
}

export interface BearerOptions {
  readonly credentials: Credentials;
  /** Calls without a credential. */
  readonly auth: Rpc<typeof AuthService>;
  /** Is told of each new pair before it is used. */
  readonly onTokens: ((pair: TokenPair) => void | Promise<void>) | undefined;
  readonly log: (line: string) => void;
  /** Nothing is repeated behind the end of the client. */
  readonly closed: AbortSignal;
}

export class Bearer {
  readonly #options: BearerOptions;
  #login: Login | undefined;
  /** The token that the server takes no more. */
  #refused: string | undefined;
  #obtaining: Promise<Login> | undefined;
  /** Until when a renewal that failed is repeated. */
  #repeatUntil: number | undefined;
  #repeating: NodeJS.Timeout | undefined;
  /** Why there is no credential any more. */
  #gone: ChatError | undefined;

  constructor(options: BearerOptions) {
    this.#options = options;
    check(options.credentials);
    if ("tokens" in options.credentials) {
      const { token, refreshToken } = options.credentials.tokens;
      // When it expires is not known: the server will say.
      this.#login = { token, refreshToken, renewAt: Number.POSITIVE_INFINITY, expiresAt: Number.POSITIVE_INFINITY };
    }
  }

  /** A token that is good for a while yet. */
  async token(): Promise<string> {
    const { credentials } = this.#options;
    if ("apiKey" in credentials) return credentials.apiKey;
    const login = this.#login;
    if (login && login.token !== this.#refused && Date.now() < login.renewAt) return login.token;
    this.#obtaining ??= this.#obtain().finally(() => {
      this.#obtaining = undefined;
    });
    return (await this.#obtaining).token;
  }

  /** The server has refused a token. Returns whether there may be another. */
  refused(token: string): boolean {
    if ("apiKey" in this.#options.credentials) return false;
    // Another call may have had it renewed since.
    if (this.#login?.token === token) this.#refused = token;
    return this.#gone === undefined;
  }

  async #obtain(): Promise<Login> {
    if (this.#gone) throw this.#gone;
    const login = this.#login;
    if (login) {
      try {
        return await this.#renew(login);
      } catch (thrown) {
        const error = toChatError(thrown);
        if (error.code !== Code.Unauthenticated && error.code !== Code.InvalidArgument) {
          this.#options.log(`the token was not renewed: ${error.reason}: ${error.message}`);
          if (isTransient(error)) this.#repeat();
          // Early enough, the old token does for now.
          if (login.token !== this.#refused && Date.now() < login.expiresAt) return login;
          throw error;
        }
        if (!this.#mayLogInAgain()) {
          this.#options.log("the credential is gone");
          this.#gone = error;
          throw error;
        }
      }
    }
    const fresh = await this.#logIn();
    this.#options.log("logged in");
    return this.#use(fresh);
  }

  async #renew({ refreshToken }: Login): Promise<Login> {
    const answer = await this.#options.auth.refreshToken({ refreshToken });
    this.#repeatUntil = undefined;
    this.#options.log("the token was renewed");
    return this.#use(toLogin(answer.token));
  }

  async #use(login: Login): Promise<Login> {
    const { token, refreshToken } = login;
    try {
      await this.#options.onTokens?.({ token, refreshToken });
    } finally {
      // The one before is used up, whether this one was stored or not.
      this.#login = login;
    }
    return login;
  }

  #repeat(): void {
    this.#repeatUntil ??= Date.now() + REPEAT_WITHIN_MS;
    if (Date.now() > this.#repeatUntil || this.#options.closed.aborted) {
      this.#repeatUntil = undefined;
      return;
    }
    // One for all the calls that find it failed.
    this.#repeating ??= setTimeout(() => {
      this.#repeating = undefined;
      this.token().catch(() => {});
    }, REPEAT_AFTER_MS).unref();
  }

  async #logIn(): Promise<Login> {
    const { auth, credentials } = this.#options;
    if ("agent" in credentials) {
      const { email, password } = credentials.agent;
      return toLogin((await auth.createAgentToken({ email, password })).agentToken?.token);
    }
    if ("visitor" in credentials) return toLogin((await auth.createVisitorToken({ site: "default", ...credentials.visitor })).visitorToken?.token);
    throw chatError("INVALID_TOKEN", Code.Unauthenticated, "the tokens are used up");
  }

  /** An anonymous visitor would come back as somebody else. */
  #mayLogInAgain(): boolean {
    const { credentials } = this.#options;
    if ("agent" in credentials) return true;
    if (!("visitor" in credentials)) return false;
    const { identifierHash, jwt } = credentials.visitor;
    return identifierHash !== undefined || jwt !== undefined;
  }
}

/** What the types say, for those who have none, and for what the environment lacks. */
function check(credentials: Credentials): void {
  const [entry, ...others] = Object.entries(credentials ?? {}).filter(([kind]) => ["visitor", "agent", "apiKey", "tokens"].includes(kind));
  if (!entry || others.length > 0) throw new TypeError("credentials: exactly one of visitor, agent, apiKey and tokens");
  const [kind, value] = entry;
  const needed = { visitor: [], agent: ["email", "password"], apiKey: undefined, tokens: ["token", "refreshToken"] }[kind];
  if (needed ? !value : typeof value !== "string" || value === "") throw new TypeError(`credentials.${kind} is missing`);
  for (const field of needed ?? []) if (typeof value[field] !== "string") throw new TypeError(`credentials.${kind}.${field} is missing`);
  // An empty token is one that is worn out. With nothing to renew it with there is no credential.
  if (kind === "tokens" && value.token === "" && value.refreshToken === "")
    throw new TypeError("credentials.tokens.token and credentials.tokens.refreshToken are empty");
}

function toLogin(token: Token | undefined): Login {
  if (!token) throw chatError("NO_TOKEN", Code.Internal, "the server answered without a token");
  const { token: bearer, refreshToken } = token;
  const expiresAt = token.expiresAt ? toDate(token.expiresAt).getTime() : Number.POSITIVE_INFINITY;
  const life = expiresAt - Date.now();
  // One that is over as it comes says that the clocks differ: the server will say when it is.
  if (life <= 0) return { token: bearer, refreshToken, expiresAt: Number.POSITIVE_INFINITY, renewAt: Number.POSITIVE_INFINITY };
  return { token: bearer, refreshToken, expiresAt, renewAt: expiresAt - Math.min(MARGIN_MS, life / 10) };
}

/** Whether another token may help. */
export function isTokenRefused(error: ChatError): boolean {
  return error.code === Code.Unauthenticated && error.reason === "INVALID_TOKEN";
}
