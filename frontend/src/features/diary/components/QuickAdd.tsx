import { Button, Checkbox, Combobox, TextInput, useCombobox } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import { t } from "@/shared/i18n";
import { Kbd } from "@/shared/ui/Section";
import { hashQuery, withoutHash } from "../model/hash";
import type { Line } from "../model/sheet";
import { useAddForm } from "./addForm";
import classes from "./Entries.module.css";
import { findTasks, TaskSelect, useMyTasks } from "./TaskSelect";

/** QuickAdd is the last line of the day: type, Enter. "#" looks for one of my tasks to attach. */
export function QuickAdd({ date, onAdd }: { date: string; onAdd: (line: Line) => void }) {
  const { value, change, wrongTime, add } = useAddForm(date, onAdd);
  const combobox = useCombobox();
  const field = useRef<HTMLInputElement>(null);
  const query = hashQuery(value.text);
  const mine = useMyTasks();
  const found = query === undefined ? [] : findTasks(mine, query);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (combobox.dropdownOpened && combobox.getSelectedOptionIndex() !== -1) return; // it chooses a task
    // Ctrl+Enter adds the line and goes on to send the day.
    if (!event.ctrlKey && !event.metaKey) event.preventDefault();
    if (add()) field.current?.focus();
  };
  const started = value.text !== "" || value.task !== undefined;
  return (
    <div className={classes.add}>
      <TextInput
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
          change({ text: withoutHash(value.text), task: mine.find((task) => task.id === id) });
          combobox.closeDropdown();
        }}
      >
        <Combobox.Target withKeyboardNavigation={query !== undefined}>
          <TextInput
            ref={field}
            classNames={{ input: classes.bare }}
            aria-label={t("diary.add")}
            placeholder={t("diary.add.hint")}
            maxLength={2000}
            value={value.text}
            onChange={(event) => {
              const text = event.currentTarget.value;
              change({ text });
              if (hashQuery(text) === undefined) combobox.closeDropdown();
              else combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
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
            {found.length === 0 && <Combobox.Empty>{t("diary.task.notFound")}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Button
        variant="default"
        size="xs"
        onClick={add}
        disabled={value.text.trim() === "" || wrongTime}
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
          {wrongTime && <span className={classes.hint}>{t("diary.time.wrong")}</span>}
        </div>
      )}
    </div>
  );
}
