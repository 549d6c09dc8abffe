import { Button, Group, Radio, SimpleGrid, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { Override, Score } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { periodName } from "../model/period";
import classes from "./Overrides.module.css";
import { useRecordOverride, useWithdrawOverride } from "./queries";

/** RecordDialog records a concluded fact about a person with its document: the grade is khong_hoan_thanh from then on. */
export function RecordDialog({ score, onClose }: { score: Score; onClose: () => void }) {
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={usePhone()}
      size={560}
      title={t("evaluation.override.recordFor", { name: score.person.name, period: periodName(score.period) })}
    >
      <RecordForm score={score} onDone={onClose} />
    </Dialog>
  );
}

function RecordForm({ score, onDone }: { score: Score; onDone: () => void }) {
  const [key] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState(score.overrideKinds.length === 1 ? (score.overrideKinds[0]?.kind ?? "") : "");
  const [document, setDocument] = useState("");
  const [date, setDate] = useState("");
  const [tried, setTried] = useState(false);
  const record = useRecordOverride(score.person.id, score.period);
  const errors = fieldErrors(record.error);
  const ref = useFaultFocus(record.error);
  const missing = t("evaluation.override.missing");
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (record.isPending || kind === "" || document.trim() === "" || date === "") return;
    record.mutate(
      { key, overrideKind: kind, document, date: dayOfText(date) },
      {
        onSuccess: () => {
          onDone();
          void toast(t("evaluation.override.recorded", { name: score.person.name }));
        },
      },
    );
  };
  return (
    <form ref={ref} noValidate onSubmit={send}>
      <Stack gap="md">
        <p className={classes.note}>{t("evaluation.override.note")}</p>
        <Radio.Group
          label={t("evaluation.override.kind")}
          value={kind}
          onChange={setKind}
          required
          error={errors.overrideKind ?? (tried && kind === "" ? missing : undefined)}
        >
          <Stack gap="xs" mt="xs">
            {score.overrideKinds.map((one) => (
              <Radio key={one.kind} value={one.kind} label={one.name} description={one.basis} />
            ))}
          </Stack>
        </Radio.Group>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t("evaluation.override.document")}
            placeholder={t("evaluation.override.document.example")}
            required
            maxLength={100}
            value={document}
            onChange={(event) => setDocument(event.currentTarget.value)}
            error={errors.document ?? (tried && document.trim() === "" ? missing : undefined)}
          />
          <DayInput
            label={t("evaluation.override.date")}
            required
            value={date}
            onChange={setDate}
            error={errors.date ?? (tried && date === "" ? missing : undefined)}
          />
        </SimpleGrid>
        {record.isError && Object.keys(errors).length === 0 && (
          <div role="alert">
            <FieldError>{sentenceOf(record.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={record.isPending}>
            {t("evaluation.override.record")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** WithdrawDialog takes a record back with a reason: the grade is again what the score says. */
export function WithdrawDialog({ override, onClose }: { override: Override; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const withdraw = useWithdrawOverride();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (withdraw.isPending || !isReason(reason)) return;
    withdraw.mutate(
      { id: override.id, version: override.version, reason: reason.trim() },
      {
        onSuccess: () => {
          onClose();
          void toast(t("evaluation.override.withdrawn", { document: override.document }));
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={usePhone()}
      size={520}
      title={t("evaluation.override.withdrawOf", { document: override.document })}
    >
      <form noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>{t("evaluation.override.withdrawNote")}</p>
          <ReasonField
            label={t("evaluation.override.reason")}
            value={reason}
            onChange={setReason}
            suggestions={[t("evaluation.override.suggest.1"), t("evaluation.override.suggest.2")]}
            tried={tried}
            error={fieldErrors(withdraw.error).reason}
          />
          {withdraw.isError && Object.keys(fieldErrors(withdraw.error)).length === 0 && (
            <div role="alert">
              <FieldError>{sentenceOf(withdraw.error)}</FieldError>
            </div>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={withdraw.isPending}>
              {t("evaluation.override.withdraw")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
