import { expect, test } from "vitest";
import { BARE, type Look } from "./look";
import { namedIn, renamed } from "./renamed";

const look: Look = {
  ...BARE,
  start: { kind: "nodes", ids: ["concept:old~1", "paper:1"] },
  expanded: [["concept:old~1", 40]],
  pinned: { "concept:old~1": [1, 2] },
  selected: { node: "concept:old~1" },
  path: ["concept:old~1", "paper:1"],
};

test("a former id gives way to the new one wherever the look names it", () => {
  const now = renamed(look, "concept:old~1", "concept:new~1");
  expect(JSON.stringify(now)).not.toContain("old");
  expect(namedIn(now)).toEqual(["concept:new~1", "paper:1"]);
  expect([now.expanded, now.pinned]).toEqual([[["concept:new~1", 40]], { "concept:new~1": [1, 2] }]);
});

test("a node that begins twice begins once", () => {
  expect(renamed(look, "concept:old~1", "paper:1").start).toEqual({ kind: "nodes", ids: ["paper:1"] });
});
