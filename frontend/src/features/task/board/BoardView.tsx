import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, type KeyboardEvent, type RefObject, useState } from "react";
import { useToday } from "@/shared/api/today";
import type { Task, TaskRow, TaskState } from "@/shared/api/types";
import { formatCount } from "@/shared/format/number";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { stateWord } from "@/shared/ui/StateGlyph";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { ActDialog, type AskingVerb } from "../acts/ActDialog";
import type { ListState } from "../list/listState";
import { taskBoardQuery, taskQuery } from "../queries";
import classes from "./Board.module.css";
import { BoardColumnView } from "./BoardColumnView";
import { boardFilter, columnsOf, type Move, movesOf, nextMove } from "./board";
import { useAcceptCard } from "./useAcceptCard";

/** Props of BoardView; area is the element around it, holding: somebody has it under their eye. */
interface Props {
  list: ListState;
  area: RefObject<HTMLElement | null>;
  holding: boolean;
  keys: boolean;
  onSelect?: (id: string) => void;
  onChange: (change: Partial<ListState>) => void;
}

/** A card in the hand; moves: where it may go, once the server has said. */
interface Drag {
  task: Task;
  moves: Map<TaskState, Move>;
}

/**
 * BoardView shows a list by the lifecycle: a column for each state. Taking a card to another column is the act that leads there,
 * with its form: dragged, by Shift and an arrow, or from the card's menu. On a phone it shows one column at a time.
 */
export function BoardView({ list, area, holding, keys, onSelect, onChange }: Props) {
  const client = useQueryClient();
  const phone = usePhone();
  const today = useToday()?.date ?? "";
  const counts = useQuery(taskBoardQuery(boardFilter(list)));
  const [drag, setDrag] = useState<Drag>();
  const [doing, setDoing] = useState<{ task: Task; verb: AskingVerb }>();
  const [chosen, setChosen] = useState<TaskState>();
  const accept = useAcceptCard();
  const columns = columnsOf(counts.data?.columns ?? [], list);
  const open = columns.filter(({ closed }) => closed !== true);
  const single = open.find(({ state }) => state === chosen) ?? open.find(({ count }) => count?.n !== 0) ?? open[0];

  const load = (id: string) => client.fetchQuery(taskQuery(id)).catch(() => undefined);
  const run = (task: Task, move: Move) => {
    if (move === "accept") accept(task);
    else setDoing({ task, verb: move });
  };
  const take = async (id: string, step: 1 | -1) => {
    const task = await load(id);
    if (task === undefined) return;
    const move = nextMove(columns, task.state, step, movesOf(task));
    if (move === undefined) void toast(t("task.board.fixed", { code: task.code }));
    else run(task, move);
  };
  const onDrop = (event: DragEvent, to: TaskState) => {
    event.preventDefault();
    const move = drag?.moves.get(to);
    if (drag !== undefined && move !== undefined) run(drag.task, move);
    setDrag(undefined);
  };

  const focus = (step: { down?: 1 | -1; right?: 1 | -1 }) => {
    const cards = [...(area.current?.querySelectorAll<HTMLElement>("[data-column]") ?? [])]
      .map((column) => [...column.querySelectorAll<HTMLElement>("[data-task]")])
      .filter((column) => column.length > 0);
    const at = cards.findIndex((column) => column.some((card) => card === document.activeElement));
    const row = cards[at]?.indexOf(document.activeElement as HTMLElement) ?? -1;
    const column = cards[at === -1 ? 0 : at + (step.right ?? 0)];
    const next = at === -1 ? column?.[0] : column?.[Math.min(row + (step.down ?? 0), column.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  useHotkey("j", "task.key.next", () => focus({ down: 1 }), keys);
  useHotkey("k", "task.key.previous", () => focus({ down: -1 }), keys);
  const onKeyDown = (event: KeyboardEvent) => {
    const card = (event.target as HTMLElement).getAttribute("data-task");
    const way = arrows[event.key];
    if (card === null || way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the list around moves by the same keys
    if (!event.shiftKey) focus(way);
    else if (way.right !== undefined) void take(card, way.right);
  };

  if (counts.isPending) return <SkeletonRows rows={8} />;
  if (counts.isError && counts.data === undefined) {
    return <ErrorState title={t("task.listFailed")} error={counts.error} onRetry={() => void counts.refetch()} />;
  }
  return (
    <section className={classes.board} aria-label={t("task.board")}>
      {phone && (
        <fieldset className={`${classes.states} cv-noprint`} aria-label={t("task.board.columns")}>
          {open.map(({ state, count }) => (
            <button
              key={state}
              type="button"
              className={classes.stateTab}
              aria-pressed={state === single?.state}
              onClick={() => setChosen(state)}
            >
              {stateWord(state)} <span className={classes.count}>{count !== undefined && formatCount(count)}</span>
            </button>
          ))}
        </fieldset>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the links inside */}
      <div className={classes.columns} onKeyDown={onKeyDown}>
        {(phone ? open.filter((column) => column === single) : columns).map((column) => (
          <BoardColumnView
            key={column.state}
            list={list}
            column={column}
            holding={holding}
            today={today}
            drop={
              drag === undefined || drag.task.state === column.state
                ? undefined
                : (drag.moves.get(column.state) ?? "never")
            }
            onDrop={(event) => onDrop(event, column.state)}
            onDragStart={(row: TaskRow) =>
              void load(row.id).then((task) => task !== undefined && setDrag({ task, moves: movesOf(task) }))
            }
            onDragEnd={() => setDrag(undefined)}
            onLoad={load}
            onMove={run}
            onSelect={onSelect}
            onChange={onChange}
          />
        ))}
      </div>
      <p className={`${classes.hint} cv-noprint`}>{t(phone ? "task.board.hintTouch" : "task.board.hint")}</p>
      {doing !== undefined && (
        <ActDialog
          key={`${doing.task.id}.${doing.verb}`}
          verb={doing.verb}
          task={doing.task}
          onClose={() => setDoing(undefined)}
          onDone={() => setDoing(undefined)}
          onGone={() => setDoing(undefined)}
        />
      )}
    </section>
  );
}

const arrows: Record<string, { down?: 1 | -1; right?: 1 | -1 }> = {
  ArrowDown: { down: 1 },
  ArrowUp: { down: -1 },
  ArrowRight: { right: 1 },
  ArrowLeft: { right: -1 },
};
