import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { Kbd } from "@/shared/ui/Section";
import classes from "./SearchBox.module.css";

const typingMs = 250;

/** Props of SearchBox. */
interface Props {
  value: string;
  onChange: (words: string) => void;
}

/** SearchBox searches the list once typing rests; "/" goes there from the page. */
export function SearchBox({ value, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(value);
  // The last words that this box and the address agreed on.
  const agreed = useRef(value);
  const settle = useDebouncedCallback((settled: string) => {
    agreed.current = settled;
    onChange(settled);
  }, typingMs);
  // The back button may bring other words. One's own, which the address takes a moment to show, must not replace what was
  // typed since.
  useEffect(() => {
    if (value === agreed.current) return;
    agreed.current = value;
    settle.cancel();
    setWords(value);
  }, [value, settle]);
  useHotkey("/", "task.search", () => box.current?.focus());
  return (
    <TextInput
      ref={box}
      className={classes.search}
      type="search"
      aria-label={t("task.search")}
      placeholder={t("task.search")}
      maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      rightSection={<Kbd>/</Kbd>}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}
