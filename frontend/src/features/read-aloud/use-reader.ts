import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useEffect, useState } from "react";
import { IDLE, step, type Player, type PlayerEvent } from "./player";
import type { Utterance } from "./script";
import { chooseVoice, useVoices, type Voices } from "./use-voices";

export interface Reader {
  voices: Voices;
  player: Player;
  length: number;
  /** What is being read, or stands next while paused; undefined when idle. */
  current: Utterance | undefined;
  send: (event: PlayerEvent) => void;
  rate: number;
  setRate: (rate: number) => void;
  voice: string;
  setVoice: (uri: string) => void;
}

/** Reads a script with the browser's voice, one utterance after the other. Keep the script's identity stable. */
export function useReader(script: readonly Utterance[]): Reader {
  const voices = useVoices();
  const [player, setPlayer] = useState<Player>(IDLE);
  const [rate, storeRate] = useLocalStorage({ key: "arboretum.rate", defaultValue: 1, getInitialValueInEffect: false });
  const [wanted, storeVoice] = useLocalStorage({ key: "arboretum.voice", defaultValue: "", getInitialValueInEffect: false });
  const voice = voices.state === "ready" ? chooseVoice(voices.voices, wanted) : undefined;
  const length = script.length;
  const send = useCallback((event: PlayerEvent) => setPlayer((now) => step(now, event, length)), [length]);

  const [read, setRead] = useState(script);
  if (read !== script) {
    setRead(script);
    setPlayer((now) => step(now, { type: "replaced" }, length));
  }

  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const line = script[player.at];
    if (player.state !== "playing" || !line) return;
    const { turn } = player;
    const speech = new SpeechSynthesisUtterance(line.spoken);
    if (voice) {
      speech.voice = voice;
      speech.lang = voice.lang;
    }
    speech.rate = rate;
    speech.onend = () => send({ type: "spoken", turn });
    speech.onerror = (event) => {
      if (event.error !== "interrupted" && event.error !== "canceled") send({ type: "pause" });
    };
    window.speechSynthesis.speak(speech);
    return () => {
      speech.onend = null;
      speech.onerror = null;
      window.speechSynthesis.cancel();
    };
    // A turn is spoken once; a new voice or rate asks for a new turn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [player.turn, player.state]);

  const setRate = (next: number): void => {
    storeRate(next);
    send({ type: "restart" });
  };
  const setVoice = (uri: string): void => {
    storeVoice(uri);
    send({ type: "restart" });
  };
  const current = player.state === "idle" ? undefined : script[player.at];
  return { voices, player, length, current, send, rate, setRate, voice: voice?.voiceURI ?? "", setVoice };
}
