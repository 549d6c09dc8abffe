import { Button, Group, Radio, SimpleGrid, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { Rating, RatingChoice, RatingRow } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { choicesOf, useSaveRating } from "./queries";
import classes from "./Rating.module.css";

/** ChoiceDialog chooses for one person who reaches excellent: keep it, or record good with a reason; the score stays. */
export function ChoiceDialog({ rating, row, onClose }: { rating: Rating; row: RatingRow; onClose: () => void }) {
  const [grade, setGrade] = useState(row.grade === "tot" ? "tot" : "xuat_sac");
  const [reason, setReason] = useState(row.reason ?? "");
  const [tried, setTried] = useState(false);
  const save = useSaveRating(rating.unit.id, rating.period);
  const needed = grade === "tot" || reason.trim() !== "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (save.isPending || (needed && !isReason(reason))) return;
    const others = choicesOf(rating).filter(({ person }) => person !== row.person.id);
    const mine: RatingChoice = {
      person: row.person.id,
      grade: grade as RatingChoice["grade"],
      reason: reason.trim() || undefined,
    };
    const choices = grade === "tot" || mine.reason !== undefined ? [...others, mine] : others;
    save.mutate(
      { version: rating.version, choices, exceptional: rating.exceptional },
      {
        onSuccess: () => {
          onClose();
          void toast(t("evaluation.rating.saved", { name: row.person.name }));
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
      title={t("evaluation.rating.chooseOf", { name: row.person.name })}
    >
      <form noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>
            {t("evaluation.rating.stays", { total: row.total === undefined ? "" : formatDecimal(row.total) })}
          </p>
          <Radio.Group label={t("evaluation.rating.recorded")} value={grade} onChange={setGrade}>
            <Stack gap="xs" mt="xs">
              <Radio value="xuat_sac" label={t("evaluation.grade.xuat_sac")} />
              <Radio value="tot" label={t("evaluation.grade.tot")} />
            </Stack>
          </Radio.Group>
          <ReasonField
            label={t("evaluation.rating.reason")}
            value={reason}
            onChange={setReason}
            suggestions={[
              t("evaluation.rating.suggest.1"),
              t("evaluation.rating.suggest.2"),
              t("evaluation.rating.suggest.3"),
            ]}
            tried={tried && needed}
          />
          <Fault error={save.error} />
          <Buttons onClose={onClose} busy={save.isPending} words={t("evaluation.rating.save")} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** ExceptionalDialog records the document that allows the higher share, or takes it back. */
export function ExceptionalDialog({ rating, onClose }: { rating: Rating; onClose: () => void }) {
  const given = rating.exceptional;
  const [number, setNumber] = useState("");
  const [date, setDate] = useState("");
  const save = useSaveRating(rating.unit.id, rating.period);
  const errors = fieldErrors(save.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const exceptional = given === undefined ? { number, documentOn: dayOfText(date) } : undefined;
    save.mutate({ version: rating.version, choices: choicesOf(rating), exceptional }, { onSuccess: onClose });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={usePhone()}
      size={520}
      title={t(given === undefined ? "evaluation.rating.toExceptional" : "evaluation.rating.toPlain")}
    >
      <form noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>
            {t(given === undefined ? "evaluation.rating.exceptionalNote" : "evaluation.rating.plainNote")}
          </p>
          {given === undefined && (
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput
                label={t("evaluation.rating.number")}
                required
                maxLength={50}
                value={number}
                onChange={(event) => setNumber(event.currentTarget.value)}
                error={errors["exceptional.number"]}
              />
              <DayInput
                label={t("evaluation.rating.date")}
                required
                value={date}
                onChange={setDate}
                error={errors["exceptional.documentOn"]}
              />
            </SimpleGrid>
          )}
          <Fault error={save.error} />
          <Buttons onClose={onClose} busy={save.isPending} words={t("evaluation.rating.save")} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Fault says what was refused, where no field says it. */
export function Fault({ error }: { error: unknown }) {
  if (error === null || error === undefined || Object.keys(fieldErrors(error)).length > 0) return null;
  return (
    <div role="alert">
      <FieldError>{sentenceOf(error)}</FieldError>
    </div>
  );
}

/** Buttons are the foot of the dialogs of this folder. */
export function Buttons({ onClose, busy, words }: { onClose: () => void; busy: boolean; words: string }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" loading={busy}>
        {words}
      </Button>
    </Group>
  );
}
