/** Logo is the mark of the product; its name stands beside it. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: "none" }}>
      <rect width="32" height="32" rx="7" fill="var(--cv-accent-fill)" />
      <path d="M9.5 8.5l6.5 12 6.5-12" fill="none" stroke="#fff" strokeWidth="3.2" strokeLinecap="round" />
      <circle cx="16" cy="25.4" r="1.8" fill="#fff" />
    </svg>
  );
}
