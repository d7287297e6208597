/**
 * With `htmlLabels: false` Mermaid draws `#lt;`, `#gt;` and `#amp;` but leaves every other entity code standing as text,
 * and may break a line inside any of them. So each code is swapped for one private-use letter while Mermaid works.
 */
const FIRST = 0xe000;
const LAST = 0xf8ff;
const XML: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

export interface StoodIn {
  text: string;
  /** Puts the letters meant into the drawn SVG text. */
  restore: (svg: string) => string;
}

const NAMES: Readonly<Record<string, string>> = { quot: '"', lt: "<", gt: ">", amp: "&" };

function letterOf(name: string): string {
  const named = NAMES[name];
  if (named !== undefined) return named;
  const code = Number(name);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** Control characters are no XML, not even coded; nothing of them shows. */
function asXml(letter: string): string {
  return /\p{Cc}/u.test(letter) ? "" : (XML[letter] ?? letter);
}

export function withStandIns(text: string): StoodIn {
  const letters: string[] = [];
  const stoodIn = text.replace(/#(\d+|quot|lt|gt|amp);/g, (code: string, name: string) => {
    const letter = letterOf(name);
    if (!letters.includes(letter)) letters.push(letter);
    const place = FIRST + letters.indexOf(letter);
    return place > LAST ? code : String.fromCharCode(place);
  });
  const restore = (svg: string): string =>
    svg.replace(/[\ue000-\uf8ff]/g, (sign) => {
      const letter = letters[sign.charCodeAt(0) - FIRST];
      return letter === undefined ? sign : asXml(letter);
    });
  return { text: stoodIn, restore };
}
