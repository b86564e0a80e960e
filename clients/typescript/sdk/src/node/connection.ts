/** One HTTP/2 connection, made when it is needed, and again when it has gone; and gRPC's calls on it. */

import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from "node:http2";
import { canceled, chatError, failure } from "../errors.js";
import type { CallOptions } from "../grpc/call.js";
import { Code } from "../grpc/code.js";
import { frame, frames, type Source } from "../grpc/frames.js";
import { httpError, statusError } from "../grpc/status.js";
import type { ChatError } from "../types.js";

export interface ConnectionOptions {
  readonly url: string;
  readonly keepAliveMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly log: (line: string) => void;
}

/** A call that has begun. */
export interface Call {
  send(message: Uint8Array): void;
  /** What was sent still waits here, since the server does not take it. */
  readonly behind: boolean;
  /** Nothing more will be sent. */
  end(): void;
  /** What is answered, read no faster than it is taken. Ends with the status: throws a ChatError unless it is OK. It has to be read; leaving off ends the call. */
  readonly messages: AsyncGenerator<Uint8Array, void>;
}

const TYPE = "application/grpc";
/** How much may be on its way to here, of a call and of all: what comes is taken at once, whoever reads it. */
const WINDOW_BYTES = 1024 * 1024;

/** What waits on what the program has closed ends with this. */
export function closedError(what: string): ChatError {
  return chatError("CLOSED", Code.Canceled, `${what} was closed by the program`);
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #origin: string;
  readonly #path: string;
  #session: ClientHttp2Session | undefined;
  #calls = 0;
  #closed = false;

  constructor(options: ConnectionOptions) {
    if (!/^https?:/i.test(options.url) || !URL.canParse(options.url))
      throw new TypeError(`url: ${JSON.stringify(options.url)} is not http://HOST:PORT or https://HOST:PORT`);
    const { origin, pathname } = new URL(options.url);
    this.#options = options;
    this.#origin = origin;
    this.#path = pathname.replace(/\/+$/, "");
  }

  /** Ends every call. */
  close(): void {
    this.#closed = true;
    this.#session?.destroy();
  }

  open(path: string, token: string | undefined, { signal, timeoutMs }: CallOptions): Call {
    if (this.#closed) throw closedError("the client");
    if (signal?.aborted) throw canceled("the call was canceled");
    // Such as a key that was read from a file, with the end of its line.
    if (token !== undefined && !/^[ -~]*$/.test(token)) throw failure(Code.InvalidArgument, "the credential has characters that no header can carry");
    const stream = this.#request({
      ":method": "POST",
      ":path": this.#path + path,
      "content-type": `${TYPE}+proto`,
      te: "trailers",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(timeoutMs !== undefined && { "grpc-timeout": `${timeoutMs}m` }),
    });

    /** Why this side has ended it. */
    let reason: ChatError | undefined;
    const cancel = (error?: ChatError) => {
      reason ??= error;
      stream.close(constants.NGHTTP2_CANCEL);
      stream.destroy();
    };
    const aborted = () => cancel(canceled("the call was canceled"));
    const late = () => cancel(failure(Code.DeadlineExceeded, `nothing answered within ${timeoutMs} ms`));
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    signal?.addEventListener("abort", aborted);

    let broke = "";
    stream.on("error", ({ message }) => {
      broke = message;
    });
    const broken = (why = "the connection broke") => reason ?? (this.#closed ? closedError("the client") : failure(Code.Unavailable, broke || why));
    // Where this side may still send, a stream that has ended is not closed.
    const closed = new Promise<void>((resolve) => void stream.once("close", resolve).once("end", resolve));
    const head = new Promise<(IncomingHttpHeaders & IncomingHttpStatusHeader) | undefined>((resolve) => {
      stream.once("response", resolve);
      void closed.then(() => resolve(undefined));
    });
    const trailers = new Promise<IncomingHttpHeaders | undefined>((resolve) => {
      stream.once("trailers", resolve);
      void closed.then(() => resolve(undefined));
    });

    async function* messages(): AsyncGenerator<Uint8Array, void> {
      try {
        const headers = await head;
        if (!headers) throw broken();
        // Where there is nothing but a status, the headers have it.
        let status: IncomingHttpHeaders | undefined = headers["grpc-status"] === undefined ? undefined : headers;
        if (!status) {
          if (headers[":status"] !== 200 || !headers["content-type"]?.startsWith(TYPE)) throw httpError(headers[":status"] ?? 0);
          const answer = frames(source(stream));
          for (;;) {
            const { done, value } = await answer.next().catch(({ message }) => {
              throw broken(message);
            });
            if (done) break;
            if (!("message" in value)) throw failure(Code.Internal, "the answer is not gRPC");
            yield value.message;
          }
          status = await trailers;
          if (!status) throw broken();
        }
        const error = statusError(statusHeaders(status));
        if (error) throw error;
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", aborted);
        cancel();
      }
    }

    return {
      send: (message) => {
        if (!stream.destroyed && !stream.writableEnded) stream.write(frame(message));
      },
      get behind() {
        return stream.writableNeedDrain;
      },
      end: () => {
        stream.end();
      },
      messages: messages(),
    };
  }

  #request(headers: Record<string, string>): ClientHttp2Stream {
    let session = this.#session;
    if (!session || session.closed || session.destroyed) session = this.#connect();
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(headers);
    } catch (error) {
      // It has ended just now.
      throw failure(Code.Unavailable, String(error));
    }
    // While there are calls the process has something to wait for.
    if (this.#calls++ === 0) session.ref();
    stream.once("close", () => {
      if (--this.#calls === 0) this.#session?.unref();
    });
    return stream;
  }

  #connect(): ClientHttp2Session {
    const { log } = this.#options;
    // With Node's own bound, 10 MB that wait on the stream of the conversations would have every other call refused.
    const maxSessionMemory = Number.MAX_SAFE_INTEGER;
    const session = connect(this.#origin, { maxSessionMemory, settings: { enablePush: false, initialWindowSize: WINDOW_BYTES } });
    this.#session = session;
    session.on("error", (error) => log(`the connection broke: ${error.message}`));
    session.once("connect", () => {
      session.setLocalWindowSize(WINDOW_BYTES);
      log("connected");
    });
    this.#keepAlive(session);
    return session;
  }

  /** Ends a connection that is dead, or takes too long to be made, without a word. */
  #keepAlive(session: ClientHttp2Session): void {
    const { keepAliveMs, keepAliveTimeoutMs } = this.#options;
    let bytes = 0;
    // A clock that nobody sets.
    let heard = performance.now();
    let asked: number | undefined;
    const check = () => {
      if (session.destroyed) return;
      const now = performance.now();
      const read = session.connecting ? 0 : session.socket.bytesRead;
      if (read !== bytes) {
        bytes = read;
        heard = now;
        asked = undefined;
      } else if (asked === undefined ? session.connecting && now - heard > keepAliveMs + keepAliveTimeoutMs : now - asked > keepAliveTimeoutMs) {
        session.destroy(new Error("nothing comes from the server"));
      } else if (asked === undefined && !session.connecting && now - heard >= keepAliveMs) {
        asked = now;
        session.ping(() => {});
      }
    };
    const timer = setInterval(check, Math.max(10, Math.min(keepAliveMs, keepAliveTimeoutMs) / 10));
    timer.unref();
    session.once("close", () => clearInterval(timer));
  }
}

function source(stream: ClientHttp2Stream): Source {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return {
    read: async () => {
      const { done, value } = await chunks.next();
      return done ? { done } : { done: false, value };
    },
    cancel: async () => {
      stream.destroy();
    },
  };
}

function statusHeaders(headers: IncomingHttpHeaders): Headers {
  const status = new Headers();
  for (const name of ["grpc-status", "grpc-message", "grpc-status-details-bin"]) {
    const value = headers[name];
    if (value !== undefined) status.set(name, String(value));
  }
  return status;
}
