interface Props {
  /** The parent's place; null (or below 0) for a node from no parent. */
  place: number | null;
  size: number;
  colour: string;
}

/** The mark of a parent, told by shape as well as by colour: disc, square, diamond, triangle; a ring for none. */
export function OriginShape({ place, size, colour }: Props) {
  const surface = "var(--surface-panel)";
  if (place === null || place < 0) return <circle r={size} fill={surface} stroke={colour} strokeWidth={1.5} />;
  const side = size * 0.9;
  switch (place % 4) {
    case 1:
      return <rect x={-side} y={-side} width={2 * side} height={2 * side} fill={colour} />;
    case 2:
      return <path d={`M0 ${-size * 1.3}L${size * 1.3} 0L0 ${size * 1.3}L${-size * 1.3} 0Z`} fill={colour} />;
    case 3:
      return <path d={`M0 ${-size * 1.2}L${size * 1.2} ${size}L${-size * 1.2} ${size}Z`} fill={colour} />;
    default:
      return <circle r={size} fill={colour} />;
  }
}
