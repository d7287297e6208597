import { describe, expect, it } from "vitest";
import { IDLE, step, type Player, type PlayerEvent } from "./player";

function run(events: PlayerEvent[], length = 3, from: Player = IDLE): Player {
  return events.reduce((player, event) => step(player, event, length), from);
}

describe("the reader", () => {
  it("reads to the end and is idle at the start again", () => {
    let player = run([{ type: "play" }]);
    for (const at of [0, 1, 2]) {
      expect(player).toMatchObject({ state: "playing", at });
      player = step(player, { type: "spoken", turn: player.turn }, 3);
    }
    expect(player).toMatchObject({ state: "idle", at: 0 });
  });

  it("goes on at the sentence where it was paused", () => {
    const paused = run([{ type: "play" }, { type: "next" }, { type: "pause" }]);
    expect(paused).toMatchObject({ state: "paused", at: 1 });
    expect(step(paused, { type: "play" }, 3)).toMatchObject({ state: "playing", at: 1 });
  });

  it("does not move on when a sentence that was broken off reports its end", () => {
    const playing = run([{ type: "play" }]);
    const skipped = step(playing, { type: "next" }, 3);
    expect(step(skipped, { type: "spoken", turn: playing.turn }, 3)).toBe(skipped);
  });

  it("skips while paused without starting to speak", () => {
    expect(run([{ type: "play" }, { type: "pause" }, { type: "next" }])).toMatchObject({ state: "paused", at: 1 });
  });

  it("stays at the first sentence on previous and ends on next after the last", () => {
    expect(run([{ type: "play" }, { type: "previous" }])).toMatchObject({ state: "playing", at: 0 });
    expect(run([{ type: "jump", to: 2 }, { type: "next" }])).toMatchObject({ state: "idle", at: 0 });
  });

  it("starts the sentence anew when the voice or the rate changes, only while it speaks", () => {
    const playing = run([{ type: "play" }]);
    expect(step(playing, { type: "restart" }, 3).turn).toBe(playing.turn + 1);
    expect(step(IDLE, { type: "restart" }, 3)).toBe(IDLE);
  });

  it("has nothing to play in an empty script", () => {
    expect(run([{ type: "play" }], 0)).toEqual(IDLE);
  });
});
