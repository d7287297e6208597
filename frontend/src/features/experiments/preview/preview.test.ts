import { expect, test } from "vitest";
import { codePieces } from "./code-tokens";
import { previewKind } from "./preview-kind";

test("files are shown by what they are", () => {
  const kind = (name: string, media_type = "application/octet-stream") => previewKind({ name, media_type });
  expect(kind("relief.glb", "model/gltf-binary")).toBe("model");
  expect(kind("depth.png", "image/png")).toBe("image");
  expect(kind("app.py", "text/x-python")).toBe("code");
  expect(kind("Dockerfile")).toBe("code");
  expect(kind("rows.csv", "text/csv")).toBe("text");
  expect(kind("demo-0.1-py3-none-any.whl")).toBe("none");
  expect(kind("relief.usdc")).toBe("none");
});

test("code is cut into its parts and nothing of it is lost", () => {
  const code = `# a comment\ndef run(x):  # "no string"\n    return "# no comment" + str(x * 1.5)\n// c++\nurl = "http://a.b"\n`;
  const pieces = codePieces(code);
  expect(pieces.map((piece) => piece.text).join("")).toBe(code);
  const of = (kind: string) => pieces.filter((piece) => piece.kind === kind).map((piece) => piece.text);
  expect(of("comment")).toEqual(["# a comment", '# "no string"', "// c++"]);
  expect(of("string")).toEqual(['"# no comment"', '"http://a.b"']);
  expect(of("number")).toEqual(["1.5"]);
  expect(of("keyword")).toEqual(["def", "return"]);
});
