import { Button } from "@mantine/core";
import { IconSend, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { fieldErrors } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { Kbd } from "@/shared/ui/Section";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { askedAt, type Named, putName, stillNamed } from "./mention";
import { nameableQuery } from "./queries";
import classes from "./Talk.module.css";

const maxText = 4000;

/** What is typed. */
export interface Typed {
  text: string;
  people: Named[];
}

/** Props of Composer. */
interface Props {
  task: string;
  value: Typed;
  onChange: (typed: Typed) => void;
  /** Called with those named whose name still stands in the text. */
  onSend: (mentions: string[]) => void;
  onCancel?: () => void;
  pending: boolean;
  error: unknown;
  label: string;
  send: string;
  /** Set to move the focus here. */
  focus?: unknown;
  children?: ReactNode;
}

/**
 * Composer is the box of a comment. "@" and the beginning of a name offer people who may see the task: arrows and Enter
 * choose. Ctrl/⌘ + Enter sends, for Enter begins a line.
 */
export function Composer(props: Props) {
  const { task, value, onChange, onSend, onCancel, pending, error, label, send, focus, children } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState(value.text.length);
  const [shut, setShut] = useState<number>();
  const [active, setActive] = useState(0);
  const listId = useId();
  const asked = askedAt(value.text, cursor, value.people);
  const settled = useSettled(asked?.words, 200);
  const found = useQuery(nameableQuery(task, settled));
  const answered = asked !== undefined && settled === asked.words && !found.isPlaceholderData;
  const offered = answered && shut !== asked.at ? (found.data?.items ?? []) : [];
  const open = offered.length > 0;
  const chosen = Math.min(active, offered.length - 1);
  const blank = value.text.trim() === "";
  const faults = fieldErrors(error);
  const fault = faults.text ?? Object.entries(faults).find(([path]) => path.startsWith("mentions"))?.[1];

  useEffect(() => {
    if (focus !== undefined) box.current?.focus();
  }, [focus]);

  const pick = (index: number) => {
    const person = offered[index];
    if (person === undefined || asked === undefined) return;
    const next = putName(value.text, asked, person);
    onChange({ text: next.text, people: [...value.people.filter(({ id }) => id !== person.id), person] });
    setCursor(next.cursor);
    setActive(0);
    // The browser puts the cursor at the end of a text that was changed for it.
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const submit = () => {
    if (!blank && !pending) onSend(stillNamed(value.text, value.people).map(({ id }) => id));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setActive((chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (open && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      pick(chosen);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setShut(asked?.at);
    } else if (event.key === "Escape" && onCancel !== undefined) {
      event.preventDefault();
      onCancel();
    }
  };

  return (
    <form
      className={classes.composer}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <div className={classes.box}>
        <Textarea
          ref={box}
          aria-label={label}
          placeholder={t("task.talk.placeholder")}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={maxText}
          value={value.text}
          role={open ? "combobox" : undefined}
          aria-expanded={open || undefined}
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open ? `${listId}-${chosen}` : undefined}
          onChange={(event) => {
            setCursor(event.currentTarget.selectionStart);
            setActive(0);
            onChange({ ...value, text: event.currentTarget.value });
          }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
        />
        {open && (
          <div className={classes.offered} id={listId} role="listbox" aria-label={t("task.talk.people")}>
            {offered.map((person, i) => (
              <div
                key={person.id}
                id={`${listId}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === chosen}
                className={classes.offer}
                // The focus stays in the text.
                onPointerDown={(event) => {
                  event.preventDefault();
                  pick(i);
                }}
              >
                <span>{person.name}</span>
                <span className={classes.quiet}>{[person.title, person.unit].filter(Boolean).join(", ")}</span>
              </div>
            ))}
          </div>
        )}
      </div>
      {answered && found.data?.items.length === 0 && asked.words.trim() !== "" && (
        <p className={classes.quiet} role="status">
          {t("task.talk.nobody", { words: asked.words.trim() })}
        </p>
      )}
      {error !== null && fault === undefined && <ErrorState title={t("task.talk.failed")} error={error} textIsSafe />}
      {(!blank || onCancel !== undefined) && (
        <div className={classes.sendRow}>
          {onCancel !== undefined && (
            <Button type="button" variant="default" leftSection={<IconX size={16} />} onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
          <Button
            type="submit"
            loading={pending}
            disabled={blank}
            leftSection={<IconSend size={16} />}
            rightSection={<Kbd>{t("task.hint.send")}</Kbd>}
          >
            {send}
          </Button>
        </div>
      )}
    </form>
  );
}
