import type { NavItem } from "@/shared/feature";

const useNothing = () => undefined;

/** NavCount is the live count beside an entry of the navigation; nothing where there is nothing. */
export function NavCount({ item, className }: { item: NavItem | undefined; className: string | undefined }) {
  // An entry keeps its hook for as long as the app runs.
  const useCount = item?.useCount ?? useNothing;
  const count = useCount();
  return count === undefined ? null : <span className={className}>{count}</span>;
}
