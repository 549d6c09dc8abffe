import { Button } from "@mantine/core";
import { IconChecks, IconFilterOff, IconPlus, IconRefresh, IconSearchOff } from "@tabler/icons-react";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { ListState } from "./listState";
import classes from "./TaskListBody.module.css";

/** Props of TaskListBody; children are the rows. */
interface Props {
  list: ListState;
  query: Pick<
    UseInfiniteQueryResult,
    "isPending" | "isError" | "error" | "refetch" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage"
  >;
  count: number;
  changes: number;
  canAssign: boolean;
  onApply: () => void;
  onChange: (change: Partial<ListState>) => void;
  children: ReactNode;
}

/** TaskListBody is a list with its states: loading, failed, empty, rows, and more to come. */
export function TaskListBody(props: Props) {
  const { list, query, count, changes, canAssign, onApply, onChange, children } = props;
  if (query.isPending) {
    return (
      <div className={classes.padded}>
        <SkeletonRows rows={8} />
      </div>
    );
  }
  if (query.isError && count === 0) {
    return (
      <div className={classes.padded}>
        <ErrorState title={t("task.listFailed")} error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (count === 0 && !query.hasNextPage) return <Empty list={list} canAssign={canAssign} onChange={onChange} />;
  return (
    <>
      {changes > 0 && (
        <div className={classes.changes} role="status">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={14} stroke={1.6} aria-hidden />}
            onClick={onApply}
          >
            {t("task.changes", { n: changes })}
          </Button>
        </div>
      )}
      {children}
      <div className={classes.end}>
        {query.hasNextPage ? (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t(count === 0 ? "task.searchOn" : "more")}
          </Button>
        ) : (
          t("task.allShown", { n: count })
        )}
      </div>
    </>
  );
}

/** Empty says why there is nothing and offers one next step. */
function Empty({ list, canAssign, onChange }: Pick<Props, "list" | "canAssign" | "onChange">) {
  if (list.q !== "") {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t("task.empty.search", { q: list.q })}
        text={t("task.empty.searchText")}
        action={
          <Button variant="default" onClick={() => onChange({ q: "" })}>
            {t("task.empty.clear")}
          </Button>
        }
      />
    );
  }
  if (Object.keys(list.narrow).length > 0) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t("task.empty.narrow")}
        text={t(list.tab === "waiting" || list.state === "all" ? "task.empty.narrowText" : "task.empty.narrowState")}
        action={
          <Button variant="default" onClick={() => onChange({ narrow: {} })}>
            {t("task.narrow.none")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={IconChecks}
      title={t(`task.empty.${list.tab}`)}
      text={t(`task.empty.${list.tab}Text`)}
      action={<NextStep list={list} canAssign={canAssign} onChange={onChange} />}
    />
  );
}

function NextStep({ list, canAssign, onChange }: Pick<Props, "list" | "canAssign" | "onChange">) {
  if (list.tab === "assigned" && canAssign) {
    return (
      <Button
        component={Link}
        to="/tasks/new"
        variant="default"
        leftSection={<IconPlus size={16} stroke={1.6} aria-hidden />}
      >
        {t("task.new")}
      </Button>
    );
  }
  if (list.tab === "waiting" || list.state === "all") return null;
  return (
    <Button variant="default" onClick={() => onChange({ state: "all" })}>
      {t("task.empty.all")}
    </Button>
  );
}
