import { Button, FileInput, Group, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { formatDayLong } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { useFaultFocus } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { Textarea, TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import type { Change } from "../api";
import { complete, readDays, rowOf } from "../model/days";
import { previewQuery, useChange } from "../queries";
import type { Begun } from "./ChangeDialog";
import { DayFields } from "./DayFields";
import { Outcome } from "./Outcome";

// A date is typed in some keystrokes: the preview waits for the last.
const restMs = 250;

/** Props of ChangeForm; seen is the version of the calendar on the screen. */
interface Props {
  begun: Begun;
  seen: string;
  onDone: () => void;
}

/** ChangeForm sends one change of the calendar by its document, after saying which deadlines it would move. */
export function ChangeForm({ begun, seen, onDone }: Props) {
  const { act } = begun;
  const [days, setDays] = useState("days" in begun ? begun.days : []);
  const [file, setFile] = useState<{ chosen: File; text: string }>();
  const [docNumber, setDocNumber] = useState("");
  const [reason, setReason] = useState("");
  const send = useChange();
  const form = useFaultFocus(send.error);

  const change = (doc: string, why: string): Change => {
    if (act === "withdraw") {
      return { kind: "withdraw", date: begun.row.date, version: begun.row.version, docNumber: doc, reason: why };
    }
    return act === "import"
      ? { kind: "file", csv: file?.text ?? "", docNumber: doc, seen }
      : { kind: "days", days: readDays(days), docNumber: doc, seen };
  };
  const whole = act === "withdraw" || (act === "import" ? file !== undefined : complete(readDays(days)));
  // What it would do hangs neither on the document nor on the reason.
  const [wanted] = useDebouncedValue(change("", ""), restMs);
  const preview = useQuery({ ...previewQuery(wanted), enabled: whole, placeholderData: keepPreviousData });
  const errors = { ...fieldErrors(preview.error), ...fieldErrors(send.error) };
  const fault = send.error ?? (whole ? preview.error : null);
  const submit = () => {
    if (send.isPending) return;
    send.mutate(change(docNumber.trim(), reason.trim()), {
      onSuccess: ({ moves }) => {
        onDone();
        void toast(t(moves.deadlines > 0 ? "calendar.done.moving" : "calendar.done", { n: moves.deadlines }));
      },
    });
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        {act === "withdraw" && (
          <p>{t("calendar.withdraw.what", { name: begun.row.name, day: formatDayLong(begun.row.date) })}</p>
        )}
        {act === "import" && (
          <FileInput
            label={t("calendar.file")}
            description={t("calendar.file.hint")}
            placeholder={t("calendar.file.choose")}
            accept=".csv,text/csv"
            required
            value={file?.chosen ?? null}
            onChange={(chosen) => {
              if (chosen === null) setFile(undefined);
              else void chosen.text().then((text) => setFile({ chosen, text }));
            }}
            error={errors.csv}
          />
        )}
        {(act === "add" || act === "confirm") && (
          <DayFields days={days} onChange={setDays} errors={errors} fixed={act === "confirm"} />
        )}
        <TextInput
          label={t("calendar.docNumber")}
          description={t(`calendar.docNumber.${act}`)}
          required
          maxLength={100}
          value={docNumber}
          onChange={(event) => setDocNumber(event.currentTarget.value)}
          error={errors.docNumber}
        />
        {act === "withdraw" && (
          <Textarea
            label={t("calendar.reason")}
            required
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errors.reason}
          />
        )}
        {whole && preview.data !== undefined && !preview.isError && (
          <Outcome changed={preview.data} listed={act === "import"} />
        )}
        {fault !== null && (
          <div role="alert">
            <FieldError>{sentenceOf(fault)}</FieldError>
            {act === "import" &&
              Object.entries(errors)
                .filter(([path]) => rowOf(path) > 0)
                .map(([path, detail]) => (
                  <FieldError key={path}>{t("calendar.row", { n: rowOf(path), detail })}</FieldError>
                ))}
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {t(`calendar.act.${act}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
