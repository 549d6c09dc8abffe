import { IconUpload } from "@tabler/icons-react";
import { useId, useState } from "react";
import { t } from "@/shared/i18n";
import classes from "./Import.module.css";

/** Props of ChooseFile. */
interface Props {
  busy: boolean;
  onFile: (file: File) => void;
}

/** ChooseFile takes a file by button, by keyboard, or dropped onto it. */
export function ChooseFile({ busy, onFile }: Props) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !busy) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field within is the first
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={id}
        type="file"
        className={classes.file}
        accept=".xlsx,.xlsm,.csv,.txt,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
        disabled={busy}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file again, put right meanwhile, is a change too.
          event.currentTarget.value = "";
        }}
      />
      <label htmlFor={id} className={classes.dropLabel}>
        <IconUpload size={24} stroke={1.5} aria-hidden />
        <strong>{t(busy ? "import.reading" : "import.choose")}</strong>
        <span>{t("import.choose.limits")}</span>
      </label>
    </div>
  );
}
