import { IconFileText } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { documentsQuery } from "../lookups";
import type { TaskForm } from "../model/newTask";
import { type Choice, PickField } from "./PickField";
import classes from "./pick.module.css";

type Picked = NonNullable<TaskForm["document"]>;

/** Props of DocumentPicker. */
interface Props {
  value: Picked | undefined;
  onChange: (document: Picked | undefined) => void;
  error?: string;
}

/** DocumentPicker chooses the source document (văn bản nguồn) by number or abstract; work may come without one. */
export function DocumentPicker({ value, onChange, error }: Props) {
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const found = useQuery(documentsQuery(settled));
  const documents = found.data?.items ?? [];
  return (
    <div>
      <PickField
        label={t("task.document")}
        placeholder={t("task.pick.document")}
        clearable
        leftSection={<IconFileText size={16} stroke={1.6} aria-hidden />}
        chosen={value === undefined ? undefined : choiceOf(value)}
        groups={[{ group: t("task.pick.documents"), items: documents.map(choiceOf) }]}
        onSearch={setWords}
        answered={found.isPlaceholderData ? undefined : settled}
        onPick={(id) => onChange(documents.find((document) => document.id === id))}
        error={error}
      />
      {value !== undefined && <p className={classes.note}>{choiceOf(value).second}</p>}
    </div>
  );
}

function choiceOf(document: Picked): Choice {
  const { id, number, date, issuer, abstract } = document;
  return { value: id, label: `${number}, ${formatDay(date)}`, second: `${issuer}: ${abstract}` };
}
