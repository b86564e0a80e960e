/** The token of this browser profile: shared by its tabs, renewed by one of them at a time. */

import { chatError, isTransient, toChatError } from "./errors.js";
import type { AuthService, Token } from "./gen/supportchat/v1/auth_pb.js";
import type { Client } from "./grpc/client.js";
import { Code } from "./grpc/code.js";
import { exclusively } from "./platform.js";
import type { Store } from "./store/overlay.js";
import type { TokenSource } from "./transport.js";
import { toDate } from "./values.js";

/** A token is renewed this long before it expires, or when a fifth of its life is left if it is a short one. */
const MARGIN_MS = 60_000;
/** A refresh whose answer was lost may be repeated within 30 s; later it would count as stolen. */
const REPEAT_REFRESH_AFTER_MS = [1000, 3000, 6000, 12_000];

/** What is kept of a log-in. */
export interface Login {
  readonly token: string;
  readonly expiresAt: number;
  readonly renewAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
  /** Whose it is: a user's or an agent's id. */
  readonly id: number;
}

export interface CredentialsOptions {
  readonly store: Store;
  readonly key: string;
  readonly locks: LockManager | undefined;
  readonly auth: Client<typeof AuthService>;
  /** Makes a new log-in where there is none: for visitors. */
  readonly issue?: () => Promise<Login>;
  /** Hears of each log-in that comes into use, by another tab too. */
  readonly onLogin: (login: Login) => void;
  /** The log-in is gone for good, and no other can be made. */
  readonly onGone: () => void;
}

export class Credentials implements TokenSource {
  readonly #options: CredentialsOptions;
  #login: Login | undefined;
  #refused: string | undefined;
  #obtaining: Promise<Login> | undefined;

  constructor(options: CredentialsOptions) {
    this.#options = options;
  }

  async token(): Promise<string> {
    const login = this.#login;
    if (login && this.#usable(login)) return login.token;
    this.#obtaining ??= this.#obtain().finally(() => {
      this.#obtaining = undefined;
    });
    return (await this.#obtaining).token;
  }

  refused(token: string): void {
    this.#refused = token;
  }

  /** What the store has, without asking the server. */
  async restore(): Promise<Login | undefined> {
    const login = await this.#read();
    if (login) this.#use(login);
    return login;
  }

  /** Keeps a new log-in: behind a `forget` that is not through yet. */
  save(login: Login): Promise<void> {
    return this.#alone(() => this.#keep(login));
  }

  async #keep(login: Login): Promise<void> {
    this.#use(login);
    await this.#options.store.set(this.#options.key, JSON.stringify(login));
  }

  #alone<T>(run: () => Promise<T>): Promise<T> {
    return exclusively(this.#options.locks, `${this.#options.key}/refresh`, run);
  }

  /** The token that is in use, expired or not. */
  get current(): string | undefined {
    return this.#login?.token;
  }

  /** Forgets the log-in in this tab only. */
  drop(): void {
    this.#login = undefined;
  }

  /** Forgets the log-in at once, and again behind a renewal that is under way, here or in another tab, which would bring it back. */
  async forget(): Promise<void> {
    await this.#lose();
    await this.#obtaining?.catch(() => {});
    await this.#alone(() => this.#lose());
  }

  async #lose(): Promise<void> {
    this.drop();
    await this.#options.store.delete(this.#options.key);
  }

  #usable(login: Login): boolean {
    return login.token !== this.#refused && Date.now() < login.renewAt;
  }

  #use(login: Login): void {
    const news = login.token !== this.#login?.token;
    this.#login = login;
    if (news) this.#options.onLogin(login);
  }

  async #read(): Promise<Login | undefined> {
    const text = await this.#options.store.get(this.#options.key);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Login;
    } catch {
      return undefined;
    }
  }

  #obtain(): Promise<Login> {
    return this.#alone(async () => {
      // Another tab may have done it while this one waited for the lock.
      const stored = await this.#read();
      if (stored && this.#usable(stored)) {
        this.#use(stored);
        return stored;
      }
      if (stored && Date.now() < stored.refreshExpiresAt) {
        const renewed = await this.#refresh(stored);
        if (renewed) return renewed;
      }
      if (this.#options.issue) {
        const login = await this.#options.issue();
        await this.#keep(login);
        return login;
      }
      if (this.#login || stored) {
        await this.#lose();
        this.#options.onGone();
      }
      throw chatError("SIGNED_OUT", Code.Unauthenticated, "nobody is logged in");
    });
  }

  /** Undefined if the server takes the refresh token no more. */
  async #refresh(login: Login): Promise<Login | undefined> {
    for (let tries = 0; ; tries++) {
      try {
        const { token } = await this.#options.auth.refreshToken({ refreshToken: login.refreshToken });
        if (!token) throw chatError("NO_TOKEN", Code.Internal, "the server answered without a token");
        const renewed = toLogin(token, login.id);
        await this.#keep(renewed);
        return renewed;
      } catch (thrown) {
        const error = toChatError(thrown);
        if (error.code === Code.Unauthenticated || error.code === Code.InvalidArgument) {
          // Without locks another tab may have been faster.
          const now = await this.#read();
          if (!now || now.token === login.token || !this.#usable(now)) return undefined;
          this.#use(now);
          return now;
        }
        // Early enough, the old token does for now.
        if (login.token !== this.#refused && Date.now() < login.expiresAt - 5000) return login;
        const wait = REPEAT_REFRESH_AFTER_MS[tries];
        if (!isTransient(error) || wait === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
}

export function toLogin(token: Token, id: number): Login {
  const expiresAt = token.expiresAt ? toDate(token.expiresAt).getTime() : Number.POSITIVE_INFINITY;
  const refreshExpiresAt = token.refreshExpiresAt ? toDate(token.refreshExpiresAt).getTime() : 0;
  const life = expiresAt - Date.now();
  const renewAt = expiresAt - Math.min(MARGIN_MS, life / 5);
  return { token: token.token, expiresAt, renewAt, refreshToken: token.refreshToken, refreshExpiresAt, id };
}
