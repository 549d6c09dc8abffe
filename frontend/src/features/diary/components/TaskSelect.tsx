import { type ComboboxItem, type OptionsFilter, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { taskListQuery } from "@/features/task/queries";
import { fold } from "@/shared/format/name";
import { t } from "@/shared/i18n";
import type { Line } from "../model/sheet";

/** The task that a line belongs to. */
export type LineTask = NonNullable<Line["task"]>;

const shown = 20;

/** myTasks asks for the tasks I lead, the latest changed first. */
export const myTasks = { tab: "lead", state: "all", sort: "updated", limit: 100 } as const;

/** useMyTasks returns the tasks I lead, the latest changed first: finished ones too, for they were worked on today. */
export function useMyTasks(): LineTask[] {
  const rows = useQuery(taskListQuery(myTasks)).data?.items ?? [];
  return rows.map(({ id, code, title }) => ({ id, code, title }));
}

/** findTasks are those whose code or title has all the words, without diacritics too. */
export function findTasks(tasks: LineTask[], words: string): LineTask[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return tasks
    .filter((task) => {
      const text = fold(`${task.code} ${task.title}`);
      return wanted.every((word) => text.includes(word));
    })
    .slice(0, shown);
}

const filter: OptionsFilter = ({ options, search }) => {
  const wanted = fold(search).split(/\s+/).filter(Boolean);
  return (options as ComboboxItem[]).filter((option) => wanted.every((word) => fold(option.label).includes(word)));
};

/** Props of TaskSelect. */
interface Props {
  value: LineTask | undefined;
  onChange: (task: LineTask | undefined) => void;
  /** The label stands above, or is only read out where the place is narrow. */
  labelled?: boolean;
}

/** TaskSelect attaches one of my tasks to a line. */
export function TaskSelect({ value, onChange, labelled = false }: Props) {
  const mine = useMyTasks();
  const tasks = value === undefined || mine.some((task) => task.id === value.id) ? mine : [value, ...mine];
  return (
    <Select
      label={labelled ? t("diary.task") : undefined}
      aria-label={labelled ? undefined : t("diary.task")}
      placeholder={t("diary.task.none")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("diary.task.clear") }}
      limit={shown}
      filter={filter}
      nothingFoundMessage={t("diary.task.notFound")}
      data={tasks.map((task) => ({ value: task.id, label: `${task.code} · ${task.title}` }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(tasks.find((task) => task.id === id))}
    />
  );
}
