import { Button, Menu, Textarea } from "@mantine/core";
import {
  IconAlertCircle,
  IconBell,
  IconBolt,
  IconCalendar,
  IconChevronDown,
  IconFileText,
  IconFlag,
  IconPackage,
  IconQuestionMark,
  IconRepeat,
  IconTag,
  IconUser,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { newKey } from "@/shared/api/client";
import { fieldErrors } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { MadeTask, NewTask } from "@/shared/api/types";
import { formatDayLong } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { Kbd } from "@/shared/ui/Section";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { taskApi } from "../api";
import { type Attempt, attemptFor } from "../model/attempt";
import { taskKeys } from "../queries";
import { type Chip, type Mode, type Option, type Picks, picked, type Reading, readLine, replaced } from "./quick";
import classes from "./quick.module.css";

const icons: Record<Chip["kind"], TablerIcon> = {
  lead: IconUser,
  coordinators: IconUsers,
  watchers: IconUsers,
  label: IconTag,
  urgency: IconFlag,
  due: IconCalendar,
  repeat: IconRepeat,
  document: IconFileText,
  product: IconPackage,
  quantity: IconPackage,
  reminder: IconBell,
  unknown: IconQuestionMark,
};

/** Props of QuickAdd; initial: words to begin with; onMade is told what was made once it is stored, onRepeat that work comes again. */
interface Props {
  initial?: string;
  /** Is told what stands in the field. */
  onText?: (text: string) => void;
  /** The source document of all that is made here; other documents in the lines are not asked. */
  documentId?: string;
  /** Makes the tasks itself, together with what they belong to; nothing when that is not ready. Work never comes again then. */
  make?: (tasks: NewTask[]) => Promise<Made[]> | undefined;
  onMade?: (ids: string[]) => void;
  onRepeat?: () => void;
  autoFocus?: boolean;
}

/** What was made, as it is told. */
export type Made = Pick<MadeTask, "id" | "code" | "title">;

/**
 * QuickAdd gives work by one line, or by several that were pasted (giao nhanh). How each part was understood stands below as
 * chips before anything is sent; what can mean several things is chosen there. Enter sends one line, Ctrl/⌘ + Enter several.
 */
export function QuickAdd({ initial = "", onText, documentId, make, onMade, onRepeat, autoFocus }: Props) {
  const me = useMe();
  const client = useQueryClient();
  const [text, setText] = useState(initial);
  const [picks, setPicks] = useState<Picks>({});
  const [hurried, setHurried] = useState(false);
  const attempt = useRef<Attempt>(undefined);
  const area = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = text.trim();
  const asked = useSettled(typed);
  const query = useQuery({
    queryKey: ["task", "quick", hurried ? typed : asked] as const,
    queryFn: async () => ({ text: hurried ? typed : asked, ...(await taskApi.read(hurried ? typed : asked)) }),
    enabled: typed !== "" && asked !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const lines = typed === "" ? [] : (query.data?.items ?? []);
  const readings = lines.map((line) =>
    within(readLine(line, me, picks, lines.length === 1 && make === undefined), documentId),
  );
  const isCurrent = query.data?.text === typed && !query.isPlaceholderData;
  const open = readings.filter((reading) => reading.open).length;
  const ready = isCurrent && readings.length > 0 && open === 0;
  const many = text.includes("\n");

  const sending = useMutation({
    mutationFn: async (all: Reading[]) => {
      const tasks = all.map(({ task }) => task);
      if (make !== undefined) return (await make(tasks)) ?? [];
      attempt.current = attemptFor(attempt.current, tasks);
      const [only] = tasks;
      const { key } = attempt.current ?? { key: newKey() };
      const words = all[0]?.words;
      if (words !== undefined && only !== undefined) {
        const { assign: _, ...task } = only;
        const { id, title, next } = await taskApi.makeRecurring({ words, task }, key);
        return [{ id, code: words, title, next: next[0]?.date }];
      }
      if (tasks.length === 1 && only !== undefined) return [await taskApi.create(only, key)];
      return (await taskApi.createAll(tasks, key)).items;
    },
    onSuccess: (made, all) => {
      if (made.length === 0) return; // what they belong to is not ready
      setText("");
      setPicks({});
      attempt.current = undefined;
      const [only] = made;
      if (all[0]?.mode === "repeat" && only !== undefined && "next" in only) {
        const day = only.next === undefined ? "" : formatDayLong(only.next);
        void toast(t("task.quick.done.repeat", { words: only.code, title: only.title, day }));
        void client.invalidateQueries({ queryKey: taskKeys.recurring() });
        onRepeat?.();
        field.current?.focus();
        return;
      }
      void toast(
        made.length === 1 && only !== undefined
          ? t(`task.quick.done.${onceOf(all[0]?.mode)}`, { code: only.code, title: only.title })
          : t("task.quick.done.many", { n: made.length }),
      );
      onMade?.(made.map(({ id }) => id));
      field.current?.focus();
    },
  });

  const send = () => {
    if (sending.isPending) return;
    if (ready) {
      sending.mutate(readings);
      return;
    }
    // Nothing is sent that was not seen: the chips of these words first, then what is open among them.
    if (typed === "") field.current?.focus();
    else if (!isCurrent) setHurried(true);
    else area.current?.querySelector<HTMLElement>("[data-open-chip]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A dialog has pressed the button already.
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey || event.defaultPrevented) return;
    const strong = event.ctrlKey || event.metaKey;
    if (many && !strong) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  const change = (next: string) => {
    setText(next);
    onText?.(next);
    setHurried(false);
    sending.reset();
  };
  const choose = (at: number, chip: Chip, option: Option) => {
    const line = lines[at];
    if (line === undefined) return;
    if (option.text !== undefined && chip.part !== undefined) change(replaced(text, lines, at, chip.part, option.text));
    else setPicks(picked(line, chip, option, picks));
  };

  return (
    <div className={classes.quick} ref={area}>
      <Textarea
        ref={field}
        aria-label={t("task.quick")}
        placeholder={t(me.can.assign ? "task.quick.example" : "task.quick.exampleOwn")}
        autosize
        minRows={1}
        maxRows={12}
        leftSection={<IconBolt size={16} stroke={1.6} aria-hidden />}
        leftSectionProps={{ className: classes.bolt }}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-autofocus={autoFocus || undefined}
        classNames={{ input: classes.input }}
      />
      {(typed !== "" || autoFocus) && (
        <div className={classes.below}>
          <div aria-live="polite" aria-busy={!isCurrent || undefined}>
            {readings.map((reading, at) => (
              <ReadingRow
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
                key={at}
                reading={reading}
                titled={readings.length > 1}
                onChoose={(chip, option) => choose(at, chip, option)}
                onClosed={() => field.current?.focus()}
              />
            ))}
          </div>
          {query.isError && <ErrorState title={t("task.quick.unread")} error={query.error} textIsSafe />}
          {sending.isError && <ErrorState title={t("task.quick.failed")} error={sending.error} textIsSafe />}
          {linesAt(fieldErrors(sending.error)).map(([at, sentence]) => (
            <p key={`${at}.${sentence}`} className={classes.fault}>
              <FieldError>
                {t("task.quick.lineFault", { title: readings[at]?.title ?? String(at + 1), sentence })}
              </FieldError>
            </p>
          ))}
          <div className={classes.foot}>
            <span className={classes.hint}>{hintOf(readings, open, hurried && isCurrent, many)}</span>
            <Button
              size="sm"
              onClick={send}
              loading={sending.isPending}
              rightSection={<Kbd>{many ? t("task.hint.send") : "↵"}</Kbd>}
            >
              {verbOf(readings)}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** linesAt are what the server said of single lines, by their place. */
function linesAt(faults: Record<string, string>): [number, string][] {
  return Object.entries(faults).flatMap(([path, sentence]) => {
    const at = /^items\[(\d+)\]/.exec(path)?.[1];
    return at === undefined ? [] : [[Number(at), sentence] satisfies [number, string]];
  });
}

/** within puts a line on the source document that all lines have. */
const within = (reading: Reading, documentId: string | undefined): Reading =>
  documentId === undefined ? reading : { ...reading, task: { ...reading.task, documentId } };

/** onceOf is what became of a line whose work does not come again. */
const onceOf = (mode: Mode = "draft") => (mode === "repeat" ? "assign" : mode);

/** hintOf says what still has to be done, else how the field is used. */
function hintOf(readings: readonly Reading[], open: number, hurried: boolean, many: boolean): string {
  if (open > 0) return t("task.quick.open", { n: open });
  if (hurried) return t("task.quick.hurried");
  if (readings.some(({ depth }) => depth > 0)) return t("task.quick.depth");
  if (readings.some(({ mode }) => mode === "draft")) return t("task.quick.drafts");
  return t(many ? "task.quick.hintMany" : "task.quick.hint");
}

/** verbOf names what sending does: to one line by its verb, to several with how many of each. */
function verbOf(readings: readonly Reading[]): string {
  const [only] = readings;
  if (only === undefined) return t("task.quick.send.assign");
  if (readings.length === 1) return t(`task.quick.send.${only.mode}`);
  const modes = ["assign", "propose", "draft"] as const;
  return modes
    .map((mode) => [mode, readings.filter((reading) => reading.mode === mode).length] as const)
    .filter(([, n]) => n > 0)
    .map(([mode, n], i) => {
      const words = t(`task.quick.sendMany.${mode}`, { n });
      return i === 0 ? words : words.charAt(0).toLocaleLowerCase("vi") + words.slice(1);
    })
    .join(", ");
}

/** Props of ReadingRow; titled: several lines are told apart by their titles. */
interface RowProps {
  reading: Reading;
  titled: boolean;
  onChoose: (chip: Chip, option: Option) => void;
  onClosed: () => void;
}

function ReadingRow({ reading, titled, onChoose, onClosed }: RowProps) {
  return (
    <div className={classes.reading} style={{ marginLeft: `${Math.min(reading.depth, 4) * 1.25}rem` }}>
      {titled && <p className={classes.title}>{reading.title}</p>}
      <ul className={classes.chips} aria-label={t("task.quick.parts", { title: reading.title })}>
        {reading.chips.map((chip) => (
          <li key={chip.key}>
            <QuickChip chip={chip} onChoose={(option) => onChoose(chip, option)} onClosed={onClosed} />
          </li>
        ))}
      </ul>
      {reading.notes.map((note) => (
        <p key={note} className={classes.hint}>
          {note}
        </p>
      ))}
    </div>
  );
}

/** Props of QuickChip; onClosed is told when the list of choices is gone. */
interface ChipProps {
  chip: Chip;
  onChoose: (option: Option) => void;
  onClosed: () => void;
}

function QuickChip({ chip, onChoose, onClosed }: ChipProps) {
  const Icon = chip.state === "fault" ? IconAlertCircle : icons[chip.kind];
  const why = chip.state === "ok" ? undefined : chip.why;
  const body = (
    <>
      <Icon size={14} stroke={1.7} aria-hidden />
      <span>
        {chip.text}
        {why !== undefined && <span className={classes.why}>{`: ${why}`}</span>}
        {chip.state === "choice" && <span className={classes.why}>{`: ${t("task.quick.choose")}`}</span>}
      </span>
    </>
  );
  const title = chip.state === "ok" ? chip.why : undefined;
  if (chip.options.length === 0) {
    return (
      <span className={classes.chip} data-state={chip.state} title={title}>
        {body}
      </span>
    );
  }
  return (
    // Chosen or not, writing goes on.
    <Menu position="bottom-start" withinPortal={false} returnFocus={false} onExitTransitionEnd={onClosed}>
      <Menu.Target>
        <button
          type="button"
          className={classes.chip}
          data-state={chip.state}
          data-open-chip={chip.state === "ok" ? undefined : true}
          title={title}
        >
          {body}
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {chip.options.map((option) => (
          <Menu.Item key={option.id ?? option.text} onClick={() => onChoose(option)}>
            {option.label}
            {option.second !== undefined && <span className={classes.second}>{option.second}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
