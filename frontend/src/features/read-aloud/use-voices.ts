import { useEffect, useState } from "react";

export type Voices =
  | { state: "waiting" }
  | { state: "ready"; voices: SpeechSynthesisVoice[] }
  | { state: "none"; reason: string };

/** Voices arrive some time after the page; a browser that has none never says so. */
const PATIENCE = 2_000;

const NO_SPEECH = "This browser cannot read aloud: it has no speech synthesis.";
const NO_VOICE = "This browser has speech synthesis but no voice to read with. Install one in the system's speech settings.";

function initial(): Voices {
  if (!("speechSynthesis" in window)) return { state: "none", reason: NO_SPEECH };
  const voices = window.speechSynthesis.getVoices();
  return voices.length > 0 ? { state: "ready", voices } : { state: "waiting" };
}

/** The voices of this browser, or why there are none. */
export function useVoices(): Voices {
  const [voices, setVoices] = useState<Voices>(initial);
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const speech = window.speechSynthesis;
    const look = (): void => {
      const found = speech.getVoices();
      if (found.length > 0) setVoices({ state: "ready", voices: found });
    };
    const timer = setTimeout(() => {
      setVoices((now) => (now.state === "waiting" ? { state: "none", reason: NO_VOICE } : now));
    }, PATIENCE);
    speech.addEventListener("voiceschanged", look);
    return () => {
      clearTimeout(timer);
      speech.removeEventListener("voiceschanged", look);
    };
  }, []);
  return voices;
}

/** The voice chosen before where it still exists, else the browser's default, else an English one. */
export function chooseVoice(voices: readonly SpeechSynthesisVoice[], wanted: string): SpeechSynthesisVoice | undefined {
  return (
    voices.find((voice) => voice.voiceURI === wanted) ??
    voices.find((voice) => voice.default && voice.lang.startsWith("en")) ??
    voices.find((voice) => voice.lang.startsWith("en")) ??
    voices[0]
  );
}
