import { Button } from "@mantine/core";
import { IconAlertCircle, IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { UnitNode } from "../api";
import { childrenQuery } from "../queries";
import classes from "./Unit.module.css";

/** Props of UnitTree. */
interface Props {
  chosen: string;
  onChoose: (id: string) => void;
}

/**
 * UnitTree is the tree of units, each level read when it is opened. By keyboard: up and down go along, right opens and goes in,
 * left closes and goes out, Enter shows the unit.
 */
export function UnitTree({ chosen, onChoose }: Props) {
  const top = useInfiniteQuery(childrenQuery(""));
  const roots = top.data?.pages.flatMap(({ items }) => items) ?? [];
  if (top.isPending) return <SkeletonRows />;
  if (top.isError && roots.length === 0)
    return <ErrorState title={t("unit.failed")} error={top.error} onRetry={() => void top.refetch()} />;
  const first = chosen || roots[0]?.id;
  return (
    <div role="tree" aria-label={t("nav.units")} className={classes.tree} onKeyDown={walk}>
      {roots.map((unit) => (
        <Branch key={unit.id} unit={unit} level={1} opened chosen={chosen} tabbable={first} onChoose={onChoose} />
      ))}
    </div>
  );
}

/** Props of Branch; tabbable is the one unit that Tab reaches. */
interface BranchProps extends Props {
  unit: UnitNode;
  level: number;
  opened?: boolean;
  tabbable: string | undefined;
}

function Branch({ unit, level, opened = false, chosen, tabbable, onChoose }: BranchProps) {
  const [open, setOpen] = useState(opened);
  const has = unit.children > 0;
  const Mark = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <div
        role="treeitem"
        aria-level={level}
        aria-expanded={has ? open : undefined}
        aria-selected={unit.id === chosen}
        tabIndex={unit.id === tabbable ? 0 : -1}
        className={classes.item}
        style={{ "--level": level } as React.CSSProperties}
        onClick={() => onChoose(unit.id)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            onChoose(unit.id);
          } else if (event.key === "ArrowRight" && has && !open) {
            event.stopPropagation();
            setOpen(true);
          } else if (event.key === "ArrowLeft" && has && open) {
            event.stopPropagation();
            setOpen(false);
          }
        }}
      >
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          className={classes.mark}
          data-none={!has || undefined}
          onClick={(event) => {
            event.stopPropagation();
            setOpen(!open);
          }}
        >
          {has && <Mark size={16} aria-hidden />}
        </button>
        <span className={classes.name}>{unit.name}</span>
        {unit.head === undefined && (
          <span className={classes.vacant} title={t("unit.vacant")}>
            <IconAlertCircle size={14} aria-label={t("unit.vacant")} />
          </span>
        )}
        <span className={classes.members}>{unit.members}</span>
      </div>
      {has && open && <Below parent={unit.id} {...{ level: level + 1, chosen, tabbable, onChoose }} />}
    </>
  );
}

function Below({ parent, ...rest }: Omit<BranchProps, "unit"> & { parent: string }) {
  const children = useInfiniteQuery(childrenQuery(parent));
  const items = children.data?.pages.flatMap((page) => page.items) ?? [];
  if (children.isError && items.length === 0)
    return <ErrorState title={t("unit.failed")} error={children.error} onRetry={() => void children.refetch()} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of a tree is no set of fields
    <div role="group">
      {items.map((unit) => (
        <Branch key={unit.id} unit={unit} {...rest} />
      ))}
      {children.hasNextPage && (
        <Button
          variant="subtle"
          size="xs"
          style={{ marginLeft: `${rest.level}rem` }}
          loading={children.isFetchingNextPage}
          onClick={() => void children.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </div>
  );
}

/** walk moves the focus along the units that are drawn. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const level = Number(items[at]?.getAttribute("aria-level"));
  const up = items.slice(0, at).findLast((item) => Number(item.getAttribute("aria-level")) < level);
  const to = {
    ArrowDown: items[at + 1],
    ArrowRight: items[at + 1],
    ArrowUp: items[at - 1],
    ArrowLeft: up,
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}
