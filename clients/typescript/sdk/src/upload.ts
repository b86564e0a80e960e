/** Sends a file's bytes over REST, which can say how much of them has arrived. */

import { chatError, fromRest } from "./errors.js";
import { Code } from "./grpc/code.js";

/** Uploads into a session; resolves to the attachment's id. */
export function upload(url: string, token: string, sessionId: number, name: string, blob: Blob, onProgress: (part: number) => void): Promise<number> {
  const address = `${url}/chat_sessions/${sessionId}/attachments?name=${encodeURIComponent(name)}`;
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": blob.type || "application/octet-stream" };
  return typeof XMLHttpRequest === "undefined" ? withFetch(address, headers, blob) : withXhr(address, headers, blob, onProgress);
}

function withXhr(address: string, headers: Record<string, string>, blob: Blob, onProgress: (part: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    // An upload may take long, but something must move.
    let stalled = setTimeout(() => request.abort(), STALLED_MS);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MS);
      onProgress(total > 0 ? loaded / total : 0);
    };
    request.onloadend = () => {
      clearTimeout(stalled);
      try {
        resolve(attachmentId(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      } catch (error) {
        reject(error);
      }
    };
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(blob);
  });
}

/** Where there is no XMLHttpRequest, as in Node.js; it tells no progress. */
async function withFetch(address: string, headers: Record<string, string>, blob: Blob): Promise<number> {
  let response: Response;
  try {
    response = await fetch(address, { method: "POST", headers, body: blob });
  } catch (error) {
    throw chatError("NETWORK", Code.Unavailable, String(error));
  }
  return attachmentId(response.status, await response.text(), response.headers.get("Retry-After"));
}

function attachmentId(status: number, body: string, retryAfter: string | null): number {
  if (status === 0) throw chatError("NETWORK", Code.Unavailable, "the connection broke");
  if (status >= 300) throw fromRest(status, body, retryAfter);
  const id: unknown = JSON.parse(body).id;
  if (typeof id !== "number") throw chatError("NO_ATTACHMENT", Code.Internal, "the server answered without an attachment");
  return id;
}

const STALLED_MS = 30_000;
