import type { TreeFamily } from "@/shared/api/types";

export interface FamilyBox {
  id: string;
  title: string;
  kind: string;
  archived: boolean;
  /** Generations away: ancestors below 0, descendants above, the tree itself 0. */
  step: number;
  x: number;
  y: number;
}

export interface FamilyLayout {
  boxes: FamilyBox[];
  lines: { from: FamilyBox; to: FamilyBox }[];
  width: number;
  height: number;
  /** Relatives that a row had no room for. */
  hidden: number;
}

export const BOX = { width: 190, height: 62, gapX: 18, gapY: 44 };
const WIDEST = 8;

type Member = { id: string; title: string; name: string; kind: string; archived?: boolean; parents?: readonly string[] };

/** Ancestors above, nearest just over the tree, descendants below; at most eight a row. */
export function familyLayout(family: TreeFamily): FamilyLayout {
  const rows = new Map<number, Member[]>();
  const put = (step: number, member: Member): void => void rows.set(step, [...(rows.get(step) ?? []), member]);
  const self = { ...family, parents: family.parents.map(({ id }) => id), archived: false };
  for (const one of family.ancestors) put(-one.depth, one);
  put(0, self);
  for (const one of family.descendants) put(one.depth, one);
  const steps = [...rows.keys()].sort((left, right) => left - right);
  const widest = Math.max(...[...rows.values()].map((row) => Math.min(row.length, WIDEST)));
  const width = widest * (BOX.width + BOX.gapX) - BOX.gapX;
  const boxes: FamilyBox[] = [];
  let hidden = 0;
  steps.forEach((step, at) => {
    const row = rows.get(step) ?? [];
    const shown = row.slice(0, WIDEST);
    hidden += row.length - shown.length;
    const left = (width - (shown.length * (BOX.width + BOX.gapX) - BOX.gapX)) / 2;
    shown.forEach((member, place) =>
      boxes.push({
        id: member.id,
        title: member.name || member.title,
        kind: member.kind,
        archived: member.archived ?? false,
        step,
        x: left + place * (BOX.width + BOX.gapX),
        y: at * (BOX.height + BOX.gapY),
      }),
    );
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const members = [...rows.values()].flat();
  const lines = members.flatMap(({ id, parents }) =>
    (parents ?? []).flatMap((parent) => {
      const [from, to] = [byId.get(parent), byId.get(id)];
      return from && to ? [{ from, to }] : [];
    }),
  );
  return { boxes, lines, width, height: steps.length * (BOX.height + BOX.gapY) - BOX.gapY, hidden };
}
