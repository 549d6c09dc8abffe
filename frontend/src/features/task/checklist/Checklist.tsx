import { ActionIcon, Button, Checkbox, Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { newKey } from "@/shared/api/client";
import { sentenceOf } from "@/shared/api/problem";
import type { ChecklistItem } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { lengthOf, TextInput } from "@/shared/ui/Text";
import classes from "./Checklist.module.css";
import { added, type Change, edited, moved, removed, ticked } from "./items";
import { useChecklist } from "./queries";

const maxText = 200;
const maxItems = 50;

/** Checklist is the items into which a task is divided (mục cần làm); nothing where there are none and none may be written. */
export function Checklist({ id, today }: { id: string; today: string }) {
  const { list, items, change } = useChecklist(id);
  // The item whose focus would be lost by its being moved.
  const follow = useRef<string>(undefined);
  const rows = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    if (follow.current === undefined) return;
    rows.current?.querySelector<HTMLElement>(`[data-item="${follow.current}"] button`)?.focus();
    follow.current = undefined;
  });
  if (list.isError && list.data === undefined) {
    return (
      <section className={classes.part}>
        <SectionTitle large title={t("task.checklist")} />
        <ErrorState title={t("task.checklist.loadFailed")} error={list.error} onRetry={() => void list.refetch()} />
      </section>
    );
  }
  const { mayWrite = false, mayTick = false } = list.data ?? {};
  if (list.data === undefined || (items.length === 0 && !mayWrite)) return null;
  const done = items.filter((item) => item.done).length;
  const make = (what: Change) => change.mutate(what);
  return (
    <section className={classes.part} aria-label={t("task.checklist")}>
      <SectionTitle
        large
        title={t("task.checklist")}
        count={items.length === 0 ? undefined : t("task.checklist.count", { done, n: items.length })}
      />
      <ul ref={rows} className={classes.list}>
        {items.map((item, i) => (
          <Item
            key={item.id}
            item={item}
            today={today}
            mayWrite={mayWrite}
            mayTick={mayTick}
            first={i === 0}
            last={i === items.length - 1}
            onChange={make}
            onMove={(by) => {
              follow.current = item.id;
              make(moved(item.id, by));
            }}
          />
        ))}
      </ul>
      {change.isError && <FieldError>{sentenceOf(change.error)}</FieldError>}
      {mayWrite && items.length < maxItems && (
        <Add id={id} onAdd={(item, text, onStored) => change.mutate(added(item, text), { onSuccess: onStored })} />
      )}
      {mayWrite && items.length > 1 && <p className={classes.hint}>{t("task.checklist.hint")}</p>}
    </section>
  );
}

/** Props of Item. */
interface ItemProps {
  item: ChecklistItem;
  today: string;
  mayWrite: boolean;
  mayTick: boolean;
  first: boolean;
  last: boolean;
  onChange: (change: Change) => void;
  onMove: (by: -1 | 1) => void;
}

/** Item is one line: ticked by the lead, written and moved by who may, with Alt and an arrow too. */
function Item({ item, today, mayWrite, mayTick, first, last, onChange, onMove }: ItemProps) {
  const [typed, setTyped] = useState<string>();
  const { id, text, done, by, at } = item;
  const onKey = (event: KeyboardEvent) => {
    if (!mayWrite || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (event.key === "ArrowUp" ? !first : !last) onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  if (typed !== undefined) {
    const fits = typed.trim() !== "" && lengthOf(typed) <= maxText;
    return (
      <li className={classes.item}>
        <form
          className={classes.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (!fits) return;
            if (typed.trim() !== text) onChange(edited(id, typed.trim()));
            setTyped(undefined);
          }}
        >
          <TextInput
            className={classes.field}
            aria-label={t("task.checklist.text")}
            maxLength={maxText}
            value={typed}
            autoFocus
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setTyped(undefined);
            }}
          />
          <Button type="submit" variant="default" disabled={!fits}>
            {t("task.checklist.save")}
          </Button>
          <Button type="button" variant="subtle" onClick={() => setTyped(undefined)}>
            {t("cancel")}
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li className={classes.item} data-item={id} onKeyDown={onKey}>
      <Checkbox
        className={classes.tick}
        classNames={{ label: done ? `${classes.text} ${classes.done}` : classes.text }}
        label={text}
        description={
          by === undefined || at === undefined
            ? undefined
            : t("task.checklist.doneBy", { name: by.name, time: formatInstantNear(at, today) })
        }
        checked={done}
        disabled={!mayTick}
        onChange={(event) => onChange(ticked(id, event.currentTarget.checked))}
      />
      {mayWrite && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("task.checklist.more", { text })}>
              <IconDots size={18} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.6} />} onClick={() => setTyped(text)}>
              {t("task.checklist.edit")}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.6} />} disabled={first} onClick={() => onMove(-1)}>
              {t("task.checklist.up")}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.6} />} disabled={last} onClick={() => onMove(1)}>
              {t("task.checklist.down")}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => onChange(removed(id))}>
              {t("task.checklist.remove")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

/** What stands in the box, unsent; item: under which it was sent before, so that it is added once. */
interface Kept {
  text: string;
  item?: string;
}

const nothing: Kept = { text: "" };

/** Props of Add. */
interface AddProps {
  id: string;
  onAdd: (item: string, text: string, onStored: () => void) => void;
}

/** Add is the box for one more item; Enter adds it, and the box waits for the next. */
function Add({ id, onAdd }: AddProps) {
  const draft = useDraft<Kept>(`task.checklist.${id}`, nothing);
  const { text, item } = draft.value;
  const fits = text.trim() !== "" && lengthOf(text) <= maxText;
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        const key = item ?? newKey();
        draft.set({ text, item: key });
        onAdd(key, text.trim(), draft.clear);
      }}
    >
      <TextInput
        className={classes.field}
        aria-label={t("task.checklist.new")}
        placeholder={t("task.checklist.new")}
        maxLength={maxText}
        value={text}
        onChange={(event) => draft.set({ text: event.currentTarget.value })}
      />
      <Button type="submit" variant="default" disabled={!fits}>
        {t("task.checklist.add")}
      </Button>
    </form>
  );
}
