import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveSocket, type SocketStatus, reconnectDelay } from "./live-socket";

class ScriptedSocket {
  static made: ScriptedSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    ScriptedSocket.made.push(this);
  }

  close(code = 1006) {
    this.onclose?.({ code });
  }
}

const last = () => ScriptedSocket.made[ScriptedSocket.made.length - 1] as ScriptedSocket;

beforeEach(() => {
  ScriptedSocket.made = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", ScriptedSocket);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("reconnectDelay", () => {
  it("doubles from half a second and stops growing at 15 seconds", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 40].map((attempt) => reconnectDelay(attempt, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 15000, 15000, 15000,
    ]);
  });

  it("spreads by at most a quarter", () => {
    expect(reconnectDelay(0, 1)).toBe(625);
  });
});

describe("LiveSocket", () => {
  it("asks for the path again at every attempt, so a drop resumes after the last event", () => {
    let seen = 0;
    const socket = new LiveSocket({
      path: () => `/ws/jobs/7/?after=${seen}`,
      onMessage: (message) => {
        seen = (message as { seq: number }).seq;
      },
      random: () => 0,
    });
    expect(last().url).toMatch(/^ws:\/\/.*\/ws\/jobs\/7\/\?after=0$/);
    last().onmessage?.({ data: '{"seq": 12}' });
    last().close();
    vi.advanceTimersByTime(499);
    expect(ScriptedSocket.made).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(last().url).toContain("after=12");
    socket.close();
  });

  it("waits longer after each failure and starts afresh once a message came", () => {
    const socket = new LiveSocket({ path: () => "/ws/", onMessage: () => undefined, random: () => 0 });
    last().close();
    vi.advanceTimersByTime(500);
    last().close();
    vi.advanceTimersByTime(999);
    expect(ScriptedSocket.made).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(ScriptedSocket.made).toHaveLength(3);
    last().onmessage?.({ data: "{}" });
    last().close();
    vi.advanceTimersByTime(500);
    expect(ScriptedSocket.made).toHaveLength(4);
    socket.close();
  });

  it("does not come back when the server refuses", () => {
    const states: SocketStatus[] = [];
    new LiveSocket({ path: () => "/ws/jobs/9/", onMessage: () => undefined, onStatus: (s) => states.push(s) });
    last().onmessage?.({ data: '{"type": "error", "code": "not_found"}' });
    last().close(4404);
    vi.advanceTimersByTime(60_000);
    expect(ScriptedSocket.made).toHaveLength(1);
    expect(states.at(-1)).toBe("closed");
  });

  it("stays closed once it was closed", () => {
    const states: SocketStatus[] = [];
    const socket = new LiveSocket({ path: () => "/ws/", onMessage: () => undefined, onStatus: (s) => states.push(s) });
    socket.close();
    vi.advanceTimersByTime(60_000);
    expect(ScriptedSocket.made).toHaveLength(1);
    expect(states.at(-1)).toBe("closed");
  });
});
