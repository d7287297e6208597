/** The mark of the house: a tree of three ideas. Decorative; the name stands beside it. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#17593a" />
      <path
        d="M16 26V13M16 21l-6-5M16 18l6-5"
        fill="none"
        stroke="#eef7f1"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <g fill="#eef7f1">
        <circle cx="16" cy="9" r="3.4" />
        <circle cx="8.6" cy="14.6" r="2.6" />
        <circle cx="23.4" cy="11.6" r="2.6" />
      </g>
    </svg>
  );
}
