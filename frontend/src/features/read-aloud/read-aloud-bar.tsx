import { ActionIcon, NativeSelect } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconVolumeOff,
} from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import classes from "./read-aloud-bar.module.css";
import type { Reader } from "./use-reader";

const RATES = ["0.7", "0.85", "1", "1.15", "1.3", "1.5", "1.75", "2"];

/** Keys while the focus is in the bar; buttons keep Enter and Space for themselves. */
const KEYS: Record<string, "next" | "previous" | "stop"> = { ArrowRight: "next", ArrowLeft: "previous", Escape: "stop" };

interface Props {
  reader: Reader;
  /** What it reads, said while nothing is read. */
  reads?: string;
}

/** Play, pause, skip, rate and voice; where the browser has no voice, the reason instead. */
export function ReadAloudBar({ reader, reads = "title, key terms and abstract" }: Props) {
  const { voices, player, length, current, send } = reader;
  if (voices.state === "none") {
    return (
      <p className={classes.reason} data-testid="read-aloud-reason">
        <IconVolumeOff size={16} style={{ flex: "none" }} aria-hidden /> <span>Read aloud is off. {voices.reason}</span>
      </p>
    );
  }
  const waiting = voices.state === "waiting";
  const playing = player.state === "playing";
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = KEYS[event.key];
    if (action === undefined || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    send({ type: action });
  };
  return (
    // The keys act on the whole bar, wherever in it the focus is.
     
    <div className={classes.bar} role="toolbar" aria-label="Read aloud" onKeyDown={onKeyDown}>
      <div className={classes.buttons}>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label="Previous sentence" disabled={waiting} onClick={() => send({ type: "previous" })}>
          <IconPlayerSkipBackFilled size={16} />
        </ActionIcon>
        <ActionIcon
          size={36}
          radius="xl"
          aria-label={playing ? "Pause" : "Read aloud"}
          loading={waiting}
          onClick={() => send({ type: playing ? "pause" : "play" })}
        >
          {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label="Next sentence" disabled={waiting} onClick={() => send({ type: "next" })}>
          <IconPlayerSkipForwardFilled size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label="Stop reading"
          disabled={player.state === "idle"}
          onClick={() => send({ type: "stop" })}
        >
          <IconPlayerStopFilled size={16} />
        </ActionIcon>
      </div>
      <span className={classes.now} aria-live="off">
        {current === undefined ? `Reads ${reads}` : `${player.at + 1} of ${length}: ${current.spoken}`}
      </span>
      <NativeSelect
        size="xs"
        aria-label="Reading rate"
        data={RATES.map((value) => ({ value, label: `${value}×` }))}
        value={String(reader.rate)}
        onChange={(event) => reader.setRate(Number(event.currentTarget.value))}
      />
      {voices.state === "ready" && (
        <NativeSelect
          size="xs"
          w={170}
          aria-label="Voice"
          data={voices.voices.map((voice) => ({ value: voice.voiceURI, label: `${voice.name} (${voice.lang})` }))}
          value={reader.voice}
          onChange={(event) => reader.setVoice(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
