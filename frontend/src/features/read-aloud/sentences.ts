/** A stretch of text in UTF-16 units, half-open. */
export interface Stretch {
  start: number;
  end: number;
}

// What follows the full stop decides whether these end a sentence: never, unless a number comes, unless one starts.
const NEVER = /^(?:e\.g|i\.e|cf|vs|viz|resp|approx|ca|w\.r\.t|a\.k\.a|i\.i\.d|s\.t|dr|prof|mr|mrs|ms|st|eds?|dept|univ)$/i;
const NUMBERED = /^(?:figs?|eqs?|eqns?|secs?|sect|chap|ch|refs?|tabs?|thm|lem|prop|def|nos?|vols?|pp?|algs?)$/i;
const TRAILING = /^(?:al|et\.al|inc|ltd|corp|co|jr|sr|ph\.d|u\.s|u\.k|u\.s\.a|[A-Z])$/;
const NUMBER = /^(?:\d+\w?|[IVXLC]+|[A-Z])$/;
const STARTER =
  /^(?:the|this|these|those|that|we|our|it|its|in|on|at|to|for|from|by|with|as|an?|and|but|or|however|moreover|furthermore|finally|while|when|if|here|there|such|they|their|s?he|thus|therefore|hence|unlike|using)$/i;
const STOP = /(?:\.{1,6}|…|[!?]{1,6})["')\]”’]{0,4}(?= )|[。！？][”’」』]?/g;
const MATH = /\$(?:\\.|[^$\\])*\$/gs;

function mathStretches(text: string): Stretch[] {
  const found = [...text.matchAll(MATH)].filter((math) => math[0].length <= 200);
  return found.map((math) => ({ start: math.index, end: math.index + math[0].length }));
}

function trimmed(text: string, start: number, end: number): Stretch {
  const piece = text.slice(start, end);
  return { start: start + piece.length - piece.trimStart().length, end: end - (piece.length - piece.trimEnd().length) };
}

function endsSentence(text: string, start: number, at: number, stop: string): boolean {
  if (/^[。！？]/.test(stop)) return true;
  const after = at + stop.length + 1;
  const following = text.slice(after, after + 40).replace(/^["'([“‘]+/, "");
  if (following === "" || /^\p{Ll}/u.test(following)) return false;
  if (!stop.startsWith(".")) return true;
  const before = text.slice(Math.max(start, at - 40), at);
  const word = before.slice(before.lastIndexOf(" ") + 1).replace(/^["'([“‘]+/, "");
  const next = following.split(/[^\p{L}\p{N}_]/u, 1)[0] ?? "";
  if (NEVER.test(word)) return false;
  if (NUMBERED.test(word)) return !NUMBER.test(next);
  if (TRAILING.test(word)) return STARTER.test(next);
  return true;
}

/**
 * The sentences of a text, in order, by the same rules as the server's `sentences`: abbreviations, initials,
 * decimals and formulas do not end one. Together they hold every character that is no white space.
 */
export function splitSentences(text: string): Stretch[] {
  const math = mathStretches(text);
  const found: Stretch[] = [];
  let start = 0;
  for (const stop of text.matchAll(STOP)) {
    if (math.some((formula) => stop.index >= formula.start && stop.index < formula.end)) continue;
    if (!endsSentence(text, start, stop.index, stop[0])) continue;
    found.push(trimmed(text, start, stop.index + stop[0].length));
    start = stop.index + stop[0].length;
  }
  found.push(trimmed(text, start, text.length));
  return found.filter((one) => one.end > one.start);
}
