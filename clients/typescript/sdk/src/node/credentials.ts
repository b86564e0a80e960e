/** The bearer of the calls: logged in when it is needed, renewed in time and by one at a time. */

import { chatError, toChatError } from "../errors.js";
import type { AuthService, Token } from "../gen/supportchat/v1/auth_pb.js";
import { type Participant, ParticipantSchema, ParticipantType } from "../gen/supportchat/v1/resources_pb.js";
import type { Client as Rpc } from "../grpc/client.js";
import { Code } from "../grpc/code.js";
import { create } from "../proto/message.js";
import type { ChatError } from "../types.js";
import { toDate } from "../values.js";
import type { Credentials } from "./types.js";

/** A token is renewed when it has less than this to live, or than a tenth of its life if that is less. */
const MARGIN_MS = 30_000;

interface Login {
  readonly token: string;
  readonly refreshToken: string;
  readonly renewAt: number;
  readonly expiresAt: number;
}

export class Bearer {
  readonly #credentials: Credentials;
  readonly #auth: Rpc<typeof AuthService>;
  readonly #log: (line: string) => void;
  #login: Login | undefined;
  #me: Participant | undefined;
  /** The token that the server takes no more. */
  #refused: string | undefined;
  #obtaining: Promise<Login> | undefined;
  /** Why there is no credential any more. */
  #gone: ChatError | undefined;

  /** `auth` calls without a credential. */
  constructor(credentials: Credentials, auth: Rpc<typeof AuthService>, log: (line: string) => void) {
    this.#credentials = credentials;
    this.#auth = auth;
    this.#log = log;
    if ("tokens" in credentials) {
      const { token, refreshToken } = credentials.tokens;
      // When it expires is not known: the server will say.
      this.#login = { token, refreshToken, renewAt: Number.POSITIVE_INFINITY, expiresAt: Number.POSITIVE_INFINITY };
    }
  }

  /** A token that is good for a while yet. */
  async token(): Promise<string> {
    if ("apiKey" in this.#credentials) return this.#credentials.apiKey;
    const login = this.#login;
    if (login && login.token !== this.#refused && Date.now() < login.renewAt) return login.token;
    this.#obtaining ??= this.#obtain().finally(() => {
      this.#obtaining = undefined;
    });
    return (await this.#obtaining).token;
  }

  /** Whose the token is, if that is known. */
  async me(): Promise<Participant | undefined> {
    await this.token();
    return this.#me;
  }

  /** The server has refused a token. Returns whether there may be another. */
  refused(token: string): boolean {
    if ("apiKey" in this.#credentials) return false;
    this.#refused = token;
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
          // Early enough, the old token does for now.
          if (login.token !== this.#refused && Date.now() < login.expiresAt) return login;
          throw error;
        }
        if (!this.#mayLogInAgain()) {
          this.#log("the credential is gone");
          this.#gone = error;
          throw error;
        }
      }
    }
    this.#login = await this.#logIn();
    this.#log("logged in");
    return this.#login;
  }

  async #renew({ refreshToken }: Login): Promise<Login> {
    const answer = await this.#auth.refreshToken({ refreshToken });
    const login = toLogin(answer.token);
    try {
      const { token, refreshToken } = login;
      if ("tokens" in this.#credentials) await this.#credentials.tokens.onRenewed?.({ token, refreshToken });
    } finally {
      this.#login = login;
      this.#log("the token was renewed");
    }
    return login;
  }

  async #logIn(): Promise<Login> {
    if ("agent" in this.#credentials) {
      const { email, password } = this.#credentials.agent;
      const { agentToken } = await this.#auth.createAgentToken({ email, password });
      this.#me = create(ParticipantSchema, { type: ParticipantType.AGENT, id: agentToken?.agent?.id ?? 0 });
      return toLogin(agentToken?.token);
    }
    if ("visitor" in this.#credentials) {
      const { visitorToken } = await this.#auth.createVisitorToken({ site: "default", ...this.#credentials.visitor });
      this.#me = create(ParticipantSchema, { type: ParticipantType.USER, id: visitorToken?.user?.id ?? 0 });
      return toLogin(visitorToken?.token);
    }
    throw chatError("INVALID_TOKEN", Code.Unauthenticated, "the tokens are used up");
  }

  /** An anonymous visitor would come back as somebody else. */
  #mayLogInAgain(): boolean {
    if ("agent" in this.#credentials) return true;
    if (!("visitor" in this.#credentials)) return false;
    const { identifierHash, jwt } = this.#credentials.visitor;
    return identifierHash !== undefined || jwt !== undefined;
  }
}

function toLogin(token: Token | undefined): Login {
  if (!token) throw chatError("NO_TOKEN", Code.Internal, "the server answered without a token");
  const expiresAt = token.expiresAt ? toDate(token.expiresAt).getTime() : Number.POSITIVE_INFINITY;
  const life = expiresAt - Date.now();
  return { token: token.token, refreshToken: token.refreshToken, expiresAt, renewAt: expiresAt - Math.min(MARGIN_MS, life / 10) };
}

/** Whether another token may help. */
export function isTokenRefused(error: ChatError): boolean {
  return error.code === Code.Unauthenticated && error.reason === "INVALID_TOKEN";
}
