import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { parseSpent, type Spent, spentText } from "../model/time";

/** Props of TimeField; onChange is called for every text that is a time. */
interface Props {
  value: Spent;
  onChange: (spent: Spent) => void;
}

/** TimeField takes a length ("45", "1h30") or from–to ("8h-10h30"), and says so when it understands neither. */
export function TimeField({ value, onChange }: Props) {
  const [text, setText] = useState(() => spentText(value));
  const [left, setLeft] = useState(false);
  const wrong = left && parseSpent(text) === undefined;
  return (
    <TextInput
      label={t("diary.time")}
      placeholder={t("diary.time.example")}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setLeft(false);
        const spent = parseSpent(event.currentTarget.value);
        if (spent !== undefined) onChange({ minutes: undefined, from: undefined, to: undefined, ...spent });
      }}
      onBlur={() => setLeft(true)}
      error={wrong ? <FieldError>{t("diary.time.wrong")}</FieldError> : undefined}
    />
  );
}
