import { Button } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { Files } from "@/features/task/files/Files";
import fileClasses from "@/features/task/files/Files.module.css";
import { SendingLine } from "@/features/task/files/SendingLine";
import type { Uploads } from "@/features/task/files/useUploads";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import type { IncomingDocument } from "../api";
import { scanOf } from "../queries";

/** Scan is the scanned files of a document in the register; its clerks bring them. */
export function Scan({ line }: { line: IncomingDocument }) {
  const today = useToday()?.date ?? "";
  const place = useMemo(() => scanOf(line.id), [line.id]);
  return <Files place={place} title={t("incoming.scan")} today={today} bring={line.edit} removable={() => line.edit} />;
}

/** A file that has arrived and waits for the line it belongs to. */
export interface Waiting {
  id: string;
  name: string;
}

/** Props of ScanField; faults: what is wrong with the file at each place. */
interface Props {
  files: Waiting[];
  uploads: Uploads;
  faults: Record<string, string>;
  onRemove: (id: string) => void;
}

/** ScanField brings the scanned files that a new line is entered with. */
export function ScanField({ files, uploads, faults, onRemove }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <section aria-label={t("incoming.scan")}>
      <ul className={fileClasses.list}>
        {files.map(({ id, name }, i) => (
          <li key={id} className={fileClasses.line}>
            <div className={fileClasses.main}>
              <span className={fileClasses.name}>{name}</span>
              {faults[`files[${i}]`] !== undefined && <FieldError>{faults[`files[${i}]`]}</FieldError>}
            </div>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t("incoming.scan.remove", { name })}
              onClick={() => onRemove(id)}
            >
              {t("task.files.drop")}
            </Button>
          </li>
        ))}
        {uploads.sending.map((one) => (
          <SendingLine key={one.key} one={one} uploads={uploads} />
        ))}
      </ul>
      <div className={fileClasses.bring}>
        <Button
          variant="default"
          leftSection={<IconPaperclip size={16} stroke={1.6} aria-hidden />}
          onClick={() => chooser.current?.click()}
        >
          {t("incoming.scan.attach")}
        </Button>
        <span className={fileClasses.quiet}>{t("incoming.scan.hint")}</span>
      </div>
      {faults.files !== undefined && <FieldError>{faults.files}</FieldError>}
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        aria-label={t("incoming.scan.attach")}
        onChange={(event) => {
          uploads.add([...(event.currentTarget.files ?? [])]);
          // The same file again is a change, too.
          event.currentTarget.value = "";
        }}
      />
    </section>
  );
}
