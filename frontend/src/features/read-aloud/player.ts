/** Where the reading is: `at` counts utterances; `turn` changes whenever the voice must start anew. */
export interface Player {
  state: "idle" | "playing" | "paused";
  at: number;
  turn: number;
}

export type PlayerEvent =
  | { type: "play" | "pause" | "stop" | "next" | "previous" | "restart" }
  | { type: "spoken"; turn: number }
  | { type: "jump"; to: number }
  | { type: "replaced" };

export const IDLE: Player = { state: "idle", at: 0, turn: 0 };

function moved(player: Player, to: number, length: number): Player {
  const at = Math.min(Math.max(to, 0), Math.max(length - 1, 0));
  return { state: player.state === "idle" ? "playing" : player.state, at, turn: player.turn + 1 };
}

/** The reading after an event; `length` is the number of utterances. An end that another turn reports is stale. */
export function step(player: Player, event: PlayerEvent, length: number): Player {
  switch (event.type) {
    case "play":
      return length === 0 || player.state === "playing" ? player : { ...player, state: "playing", turn: player.turn + 1 };
    case "pause":
      return player.state === "playing" ? { ...player, state: "paused", turn: player.turn + 1 } : player;
    case "stop":
    case "replaced":
      return { ...IDLE, turn: player.turn + 1 };
    case "next":
      return player.at + 1 >= length ? { ...IDLE, turn: player.turn + 1 } : moved(player, player.at + 1, length);
    case "previous":
      return moved(player, player.at - 1, length);
    case "jump":
      return moved({ ...player, state: "playing" }, event.to, length);
    case "restart":
      return player.state === "playing" ? { ...player, turn: player.turn + 1 } : player;
    case "spoken":
      if (player.state !== "playing" || event.turn !== player.turn) return player;
      return player.at + 1 >= length ? { ...IDLE, turn: player.turn + 1 } : moved(player, player.at + 1, length);
  }
}
