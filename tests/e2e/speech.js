// A voice for a browser without one: it "speaks" by noting the words, and is done after a moment.
(() => {
  window.spoken = [];
  const voice = { voiceURI: "test-voice", name: "Test voice", lang: "en-US", localService: true, default: true };
  let queue = [];
  let timer = 0;
  let paused = false;
  const finish = () => {
    const said = queue.shift();
    if (said) said.onend?.({ type: "end", utterance: said });
    next();
  };
  const next = () => {
    window.clearTimeout(timer);
    if (queue.length > 0 && !paused) timer = window.setTimeout(finish, 1500);
  };
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
      this.rate = 1;
    }
    addEventListener(kind, listener) {
      this[`on${kind}`] = listener;
    }
    removeEventListener() {}
  };
  const synthesis = new EventTarget();
  Object.assign(synthesis, {
    getVoices: () => [voice],
    speak: (said) => {
      window.spoken.push(said.text);
      queue.push(said);
      said.onstart?.({ type: "start", utterance: said });
      next();
    },
    cancel: () => {
      const dropped = queue;
      queue = [];
      window.clearTimeout(timer);
      for (const said of dropped) said.onerror?.({ type: "error", error: "canceled", utterance: said });
    },
    pause: () => {
      paused = true;
      window.clearTimeout(timer);
    },
    resume: () => {
      paused = false;
      next();
    },
  });
  for (const name of ["speaking", "pending", "paused"]) {
    Object.defineProperty(synthesis, name, {
      get: () => (name === "paused" ? paused : name === "speaking" ? queue.length > 0 : queue.length > 1),
    });
  }
  Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
})();
