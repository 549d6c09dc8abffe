import { Button, Checkbox, Combobox, TextInput as ShortInput, useCombobox } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { t } from "@/shared/i18n";
import { Kbd } from "@/shared/ui/Section";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { hashQuery, withoutHash } from "../model/hash";
import type { Line } from "../model/sheet";
import { longestLine, useAddForm } from "./addForm";
import classes from "./Entries.module.css";
import { findTasks, type LineTask, TaskSelect, useMyTasks } from "./TaskSelect";

/** QuickAdd is the last line of the day: type, Enter. "#" looks for one of my tasks, and Enter attaches the one marked. */
export function QuickAdd({ date, onAdd }: { date: string; onAdd: (line: Line) => void }) {
  const { value, change, wrongTime, tooLong, add } = useAddForm(date, onAdd);
  const combobox = useCombobox();
  const field = useRef<HTMLInputElement>(null);
  const query = hashQuery(value.text);
  const mine = useMyTasks();
  const found = query === undefined ? [] : findTasks(mine, query);

  const { dropdownOpened, selectFirstOption } = combobox;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every other word finds other tasks, of which the first is marked
  useEffect(() => {
    if (dropdownOpened) selectFirstOption();
  }, [dropdownOpened, query, found.length]);

  const attach = (task: LineTask) => {
    change({ text: withoutHash(value.text), task });
    combobox.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (query !== undefined && dropdownOpened) {
      // Nothing is added while a task is being looked for, nor is the day sent: the text stays until one is found.
      event.preventDefault();
      const marked = combobox.getSelectedOptionIndex();
      if (marked === -1 && found[0] !== undefined) attach(found[0]); // else the list itself chooses
      return;
    }
    // Ctrl+Enter adds the line and goes on to send the day.
    if (!event.ctrlKey && !event.metaKey) event.preventDefault();
    if (add()) field.current?.focus();
  };
  const started = value.text !== "" || value.task !== undefined;
  return (
    <div className={classes.add}>
      <ShortInput
        classNames={{ input: classes.bare }}
        aria-label={t("diary.time")}
        placeholder={t("diary.time.short")}
        value={value.time}
        error={wrongTime}
        onChange={(event) => change({ time: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <Combobox
        store={combobox}
        position="bottom-start"
        withinPortal={false}
        onOptionSubmit={(id) => {
          const task = mine.find((task) => task.id === id);
          if (task !== undefined) attach(task);
        }}
      >
        <Combobox.Target withKeyboardNavigation={query !== undefined}>
          <TextInput
            ref={field}
            classNames={{ input: classes.bare }}
            aria-label={t("diary.add")}
            placeholder={t("diary.add.hint")}
            maxLength={longestLine}
            value={value.text}
            onChange={(event) => {
              const text = event.currentTarget.value;
              change({ text });
              if (hashQuery(text) === undefined) combobox.closeDropdown();
              else combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onFocus={() => query !== undefined && combobox.openDropdown()}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={query === undefined}>
          <Combobox.Options aria-label={t("diary.task")} mah={280} style={{ overflowY: "auto" }}>
            {found.map((task) => (
              <Combobox.Option key={task.id} value={task.id}>
                {task.code} · {task.title}
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty role="status">{t("diary.task.notFound.hash")}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Button
        variant="default"
        size="xs"
        onClick={add}
        disabled={value.text.trim() === "" || tooLong || wrongTime}
        rightSection={<Kbd>{t("diary.key.enter")}</Kbd>}
      >
        {t("diary.add.do")}
      </Button>
      {started && (
        <div className={classes.more}>
          <div className={classes.grow}>
            <TaskSelect value={value.task} onChange={(task) => change({ task })} />
          </div>
          <Checkbox
            label={t("diary.unplanned")}
            checked={value.unplanned}
            onChange={(event) => change({ unplanned: event.currentTarget.checked })}
          />
          {wrongTime && (
            <span className={classes.fault}>
              <FieldError>{t("diary.time.wrong")}</FieldError>
            </span>
          )}
        </div>
      )}
    </div>
  );
}
