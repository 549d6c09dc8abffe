import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { type MouseEvent, useState } from "react";
import { Link } from "react-router";
import type { Task, TaskRow } from "@/shared/api/types";
import { formatDayNear } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { stateWord } from "@/shared/ui/StateGlyph";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import { DueDate } from "../list/columns";
import { backWord } from "../model/back";
import { nudgeWord } from "../model/nudge";
import { ticksWord } from "../model/ticks";
import { waitsText } from "../model/waits";
import classes from "./Board.module.css";
import { type Move, movesOf, shortCode } from "./board";

/** Props of BoardCard. */
interface Props {
  row: TaskRow;
  today: string;
  selected: boolean;
  onDragStart: () => void;
  onDragEnd: () => void;
  onLoad: (id: string) => Promise<Task | undefined>;
  onMove: (task: Task, move: Move) => void;
  /** A click selects; without it a click opens the page. Enter always opens the page. */
  onSelect?: (id: string) => void;
}

/** BoardCard is one task on a board; its menu takes it where dragging does. */
export function BoardCard({ row, today, selected, onDragStart, onDragEnd, onLoad, onMove, onSelect }: Props) {
  const changed = useRecentlyChanged(row.id);
  const notes = [backWord(row), nudgeWord(row), waitsText(row), ticksWord(row)].filter((note) => note !== undefined);
  const select = (event: MouseEvent) => {
    const plain = event.detail > 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (onSelect === undefined || !plain) return;
    event.preventDefault();
    onSelect(row.id);
  };
  return (
    <li
      className={changed ? `${classes.card} cv-changed` : classes.card}
      data-selected={selected || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", row.code);
        event.dataTransfer.effectAllowed = "move";
        onDragStart();
      }}
      onDragEnd={onDragEnd}
    >
      <div className={classes.top}>
        <Link
          className={classes.name}
          to={`/tasks/${row.id}`}
          title={row.title}
          data-task={row.id}
          draggable={false}
          onClick={select}
        >
          <UrgencyWord urgency={row.urgency} />
          {row.title}
        </Link>
        <MoveMenu row={row} onLoad={onLoad} onMove={onMove} />
      </div>
      <div className={classes.line}>
        <span title={row.code}>
          <span className="cv-nowrap">{shortCode(row.code)} ·</span> {row.lead.person?.name ?? row.lead.unit.shortName}
        </span>
        <span className={classes.number}>{formatDecimal(row.converted)}</span>
      </div>
      {notes.length > 0 && <div className={classes.line}>{notes.join(" · ")}</div>}
      <div className={classes.foot}>
        <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
        <DueDate day={row.dueOn} text={(day) => formatDayNear(day, today)} />
      </div>
    </li>
  );
}

/** MoveMenu offers where a task may be taken now, as the server says when it is opened. */
function MoveMenu({ row, onLoad, onMove }: Pick<Props, "row" | "onLoad" | "onMove">) {
  const [task, setTask] = useState<Task | "none">();
  const moves = task === undefined || task === "none" ? [] : [...movesOf(task)];
  return (
    <Menu
      position="bottom-end"
      withinPortal
      onOpen={() => {
        setTask(undefined);
        void onLoad(row.id).then((loaded) => setTask(loaded ?? "none"));
      }}
    >
      <Menu.Target>
        <ActionIcon
          className={classes.menu}
          variant="subtle"
          color="gray"
          aria-label={t("task.board.move", { code: row.code })}
        >
          <IconArrowsExchange size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {task === undefined && <Menu.Label>{t("loading")}</Menu.Label>}
        {task !== undefined && moves.length === 0 && (
          <Menu.Label>{t("task.board.fixed", { code: row.code })}</Menu.Label>
        )}
        {moves.map(([to, move]) => (
          <Menu.Item key={move} onClick={() => task !== undefined && task !== "none" && onMove(task, move)}>
            {t("task.board.moveTo", { act: t(`task.act.${move}`), state: stateWord(to) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
