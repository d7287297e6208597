import type { ErrorBody } from "./types";

/** An answer that is not a success; `message` is the server's own sentence and can be shown as it is. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.code = body.code;
    this.details = body.details;
  }
}

export type Params = Record<string, string | number | boolean | null | undefined>;

/** `path?a=1&b=2`, leaving out what is null, undefined or an empty string. */
export function withParams(path: string, params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === "object" && value !== null && "message" in value && "code" in value;
}

async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    if (isErrorBody(body)) return new ApiError(response.status, body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const message = `The server answered ${response.status} ${response.statusText}`.trim() + " without an explanation.";
  return new ApiError(response.status, { code: "unexpected_answer", message, details: null });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...init });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    const message = "The server cannot be reached. Is it still running?";
    throw new ApiError(0, { code: "unreachable", message, details: null });
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** The token that a server with logins wants on every write; there is no such cookie where no login is needed. */
function csrfHeader(): Record<string, string> {
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return token === undefined ? {} : { "X-CSRFToken": token };
}

async function sendJson<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(path, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json", ...csrfHeader() },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A file as the one field of a form; the browser itself writes the header with the boundary. */
async function sendFile<T>(path: string, file: File): Promise<T> {
  const body = new FormData();
  body.append("file", file);
  const response = await send(path, { method: "POST", headers: { Accept: "application/json", ...csrfHeader() }, body });
  return (await response.json()) as T;
}

export const api = {
  get: async <T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> => {
    const response = await send(withParams(path, params), { headers: { Accept: "application/json" }, signal });
    return (await response.json()) as T;
  },
  text: async (path: string, params?: Params, signal?: AbortSignal): Promise<string> =>
    (await send(withParams(path, params), { signal })).text(),
  post: <T>(path: string, body?: unknown) => sendJson<T>("POST", path, body),
  patch: <T>(path: string, body: unknown) => sendJson<T>("PATCH", path, body),
  delete: <T = void>(path: string) => sendJson<T>("DELETE", path),
  upload: <T>(path: string, file: File) => sendFile<T>(path, file),
};

/** A paper key as part of a path; the slash of an old-style id and the colon of a local key stay as they are. */
export function keyPath(key: string): string {
  return encodeURIComponent(key).replace(/%2F/g, "/").replace(/%3A/g, ":");
}
