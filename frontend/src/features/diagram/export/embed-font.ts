/** Code point ranges of a `unicode-range`, `U+0-FF, U+131, U+4??`; none means every character. */
export function parseRanges(text: string): [number, number][] {
  return [...text.matchAll(/U\+([0-9a-f?]+)(?:-([0-9a-f]+))?/gi)].map((range) => {
    const first = range[1] ?? "0";
    const last = range[2] ?? first;
    return [Number.parseInt(first.replaceAll("?", "0"), 16), Number.parseInt(last.replaceAll("?", "F"), 16)];
  });
}

export function coversAny(ranges: readonly [number, number][], text: string): boolean {
  if (ranges.length === 0) return true;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    if (ranges.some(([first, last]) => point >= first && point <= last)) return true;
  }
  return false;
}

function faces(family: string): CSSFontFaceRule[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter(
      (rule): rule is CSSFontFaceRule =>
        rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").replace(/["']/g, "") === family,
    ),
  );
}

async function asDataUrl(url: string): Promise<string> {
  const blob = await (await fetch(url)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      if (typeof reader.result === "string") resolve(reader.result);
      else reject(new Error("The font could not be read."));
    };
    reader.onerror = () => reject(reader.error ?? new Error("The font could not be read."));
    reader.readAsDataURL(blob);
  });
}

/**
 * `@font-face` rules with the files inside, for those parts of the page's own font that `text` needs: a picture that
 * is looked at elsewhere, or drawn on a canvas, has no other way to the font its boxes were measured with.
 */
export async function fontRules(fontFamily: string, text: string): Promise<string> {
  const family = (fontFamily.split(",")[0] ?? "").replace(/["']/g, "").trim();
  const needed = faces(family).filter((face) => coversAny(parseRanges(face.style.getPropertyValue("unicode-range")), text));
  const rules = await Promise.all(
    needed.map(async (face) => {
      const source = /url\(["']?([^"')]+)["']?\)/.exec(face.style.getPropertyValue("src"))?.[1];
      if (source === undefined) return "";
      const url = await asDataUrl(new URL(source, face.parentStyleSheet?.href ?? document.baseURI).href);
      const weight = face.style.getPropertyValue("font-weight") || "normal";
      const range = face.style.getPropertyValue("unicode-range");
      return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${url});${range === "" ? "" : `unicode-range:${range}`}}`;
    }),
  );
  return rules.join("\n");
}
