import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import type { Task, TaskRow } from "@/shared/api/types";
import { formatCount, formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { type ListState, writeListState } from "../list/listState";
import { useOwnActs, useSteady } from "../list/useSteadyRows";
import { taskPagesQuery } from "../queries";
import classes from "./Board.module.css";
import { BoardCard } from "./BoardCard";
import { type BoardColumn, columnFilter, type Move, ownIn, stillIn } from "./board";

/** Props of BoardColumnView; drop: the act by which the card in the hand would come here, "never" when none leads here. */
interface Props {
  list: ListState;
  column: BoardColumn;
  holding: boolean;
  today: string;
  drop: Move | "never" | undefined;
  onDrop: (event: DragEvent) => void;
  onDragStart: (row: TaskRow) => void;
  onDragEnd: () => void;
  onLoad: (id: string) => Promise<Task | undefined>;
  onMove: (task: Task, move: Move) => void;
  onSelect?: (id: string) => void;
  onChange: (change: Partial<ListState>) => void;
}

/** BoardColumnView is one state of a list: how much it holds and comes to, its cards page by page, and where a card may be dropped. */
export function BoardColumnView(props: Props) {
  const { list, column, drop, onDrop, onChange } = props;
  const { state, count, converted, closed } = column;
  const [over, setOver] = useState(false);
  const allowed = drop !== undefined && drop !== "never";
  return (
    <section
      className={classes.column}
      aria-label={stateWord(state)}
      data-column={state}
      data-drop={drop === undefined ? undefined : allowed ? (over ? "over" : "yes") : "no"}
      onDragOver={(event) => {
        if (!allowed) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        onDrop(event);
      }}
    >
      <header className={classes.head}>
        <StateGlyph state={state} />
        <h2 className={classes.title}>{stateWord(state)}</h2>
        {count !== undefined && <span className={classes.count}>{formatCount(count)}</span>}
        {converted !== undefined && (
          <span className={classes.sum} title={t("task.board.sum")}>
            {formatDecimal(converted)}
          </span>
        )}
      </header>
      {drop !== undefined && (
        <p className={classes.target} aria-hidden>
          {allowed ? (
            <>
              <b>{t("task.board.drop", { act: t(`task.act.${drop}`) })}</b> {t(`task.board.asks.${drop}`)}
            </>
          ) : (
            t("task.board.never")
          )}
        </p>
      )}
      {closed === true ? (
        <div className={classes.closed}>
          <p>{t("task.board.closed")}</p>
          {list.tab !== "waiting" && (
            <Button variant="default" size="xs" onClick={() => onChange({ state: "all" })}>
              {t("task.empty.all")}
            </Button>
          )}
        </div>
      ) : (
        <Cards {...props} />
      )}
    </section>
  );
}

function Cards({ list, column: { state, count }, holding, today, ...card }: Props) {
  const query = useInfiniteQuery(taskPagesQuery(columnFilter(list, state)));
  const own = useOwnActs();
  const fetched = stillIn(state, query.data?.pages.flatMap((page) => page.items) ?? [], own);
  const name = `${state}&${writeListState({ ...list, selected: undefined })}`;
  const { rows, changes, apply } = useSteady(name, fetched, holding, ownIn(state, own));
  if (query.isPending) return count?.n === 0 ? null : <SkeletonRows rows={3} />;
  if (query.isError && rows.length === 0) {
    return <ErrorState title={t("task.listFailed")} error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      {changes > 0 && (
        <Button
          className={classes.changes}
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={14} stroke={1.6} aria-hidden />}
          onClick={apply}
        >
          {t("task.changes", { n: changes })}
        </Button>
      )}
      <ul className={classes.cards}>
        {rows.map((row) => (
          <BoardCard
            key={row.id}
            row={row}
            today={today}
            selected={row.id === list.selected}
            onDragStart={() => card.onDragStart(row)}
            onDragEnd={card.onDragEnd}
            onLoad={card.onLoad}
            onMove={card.onMove}
            onSelect={card.onSelect}
          />
        ))}
      </ul>
      {rows.length === 0 && !query.hasNextPage && <p className={classes.none}>{t("task.board.none")}</p>}
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t(rows.length === 0 ? "task.searchOn" : "more")}
        </Button>
      )}
    </>
  );
}
