export type SocketStatus = "connecting" | "open" | "waiting" | "closed";

type Options = {
  /** The path to connect to, asked anew at every attempt so that it can carry the last event seen. */
  path: () => string;
  onMessage: (message: unknown) => void;
  onStatus?: (status: SocketStatus) => void;
  /** 0 to 1; spreads reconnects of many tabs. */
  random?: () => number;
};

const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;

/** Milliseconds before attempt `attempt` (0 is the first retry): doubling from 0.5 s to 15 s, spread by up to a quarter. */
export function reconnectDelay(attempt: number, random: number): number {
  const delay = Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY);
  return Math.round(delay * (1 + random / 4));
}

/** The server closes with 4000 + the HTTP status; after a 4xx the same request would only be refused again. */
const isRefusal = (code: number) => code >= 4400 && code < 4500;

function absolute(path: string): string {
  const { protocol, host } = window.location;
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}${path}`;
}

/** A WebSocket that comes back by itself with exponential back-off until `close()` is called. */
export class LiveSocket {
  private readonly options: Options;
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private closed = false;

  constructor(options: Options) {
    this.options = options;
    this.connect();
  }

  /** Ends the connection for good. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
    this.options.onStatus?.("closed");
  }

  private connect(): void {
    this.options.onStatus?.("connecting");
    const socket = new WebSocket(absolute(this.options.path()));
    this.socket = socket;
    socket.onopen = () => {
      if (!this.closed) this.options.onStatus?.("open");
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      if (this.closed) return;
      // Reset on a message and not on opening: a server that accepts and drops at once must not be hammered.
      this.attempt = 0;
      this.options.onMessage(JSON.parse(event.data));
    };
    socket.onclose = (event: CloseEvent) => {
      if (this.closed) return;
      if (isRefusal(event.code)) this.close();
      else this.reconnectLater();
    };
  }

  private reconnectLater(): void {
    this.options.onStatus?.("waiting");
    const random = this.options.random ?? Math.random;
    this.timer = setTimeout(() => this.connect(), reconnectDelay(this.attempt, random()));
    this.attempt += 1;
  }
}
