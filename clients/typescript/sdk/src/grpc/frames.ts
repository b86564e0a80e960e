/** gRPC's frames, and grpc-web's: a byte of flags, four of length, then a message or the trailers. */

/** No answer of the API comes near; a longer one is somebody's mistake. */
const MOST_BYTES = 8 * 1024 * 1024;
const TRAILERS = 0x80;

export type Frame = { readonly message: Uint8Array } | { readonly trailers: Headers };

/** A request's only frame. */
export function frame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(5 + message.length);
  new DataView(bytes.buffer).setUint32(1, message.length);
  bytes.set(message, 5);
  return bytes;
}

/** Where the bytes of an answer come from. */
export interface Source {
  read(): Promise<{ readonly done: false; readonly value: Uint8Array } | { readonly done: true; readonly value?: unknown }>;
  cancel(): Promise<void>;
}

/** The frames of an answer, read no faster than they are taken. Throws where they are none, or where one breaks off. */
export async function* frames(reader: Source): AsyncGenerator<Frame, void> {
  let chunks: Uint8Array[] = [];
  let size = 0;

  /** Undefined if the stream ends before. */
  async function take(count: number): Promise<Uint8Array | undefined> {
    while (size < count) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      chunks.push(value);
      size += value.length;
    }
    const all = chunks.length === 1 && chunks[0] ? chunks[0] : joined(chunks, size);
    chunks = [all.subarray(count)];
    size -= count;
    return all.subarray(0, count);
  }

  try {
    for (;;) {
      const head = await take(5);
      if (!head) {
        if (size > 0) throw new Error("the answer breaks off");
        return;
      }
      const flags = head[0] ?? 0;
      const length = new DataView(head.buffer, head.byteOffset).getUint32(1);
      if ((flags & ~TRAILERS) !== 0) throw new Error("the answer is compressed, or not gRPC");
      if (length > MOST_BYTES) throw new Error(`the answer is too large: ${length} bytes`);
      const data = await take(length);
      if (!data) throw new Error("the answer breaks off");
      yield flags & TRAILERS ? { trailers: trailers(data) } : { message: data };
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Trailers are written like the headers of HTTP/1.1. */
function trailers(data: Uint8Array): Headers {
  const headers = new Headers();
  for (const line of new TextDecoder().decode(data).split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return headers;
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
