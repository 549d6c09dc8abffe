import { SimpleGrid, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors } from "@/shared/api/problem";
import type { Rating } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { periodName } from "../model/period";
import { Buttons, Fault } from "./ChoiceDialog";
import { useDecideRating } from "./queries";
import classes from "./Rating.module.css";

/** DecideDialog takes the decision on a unit's grades with its number and date; what breaks a rule is refused by its sentence. */
export function DecideDialog({ rating, onClose }: { rating: Rating; onClose: () => void }) {
  const [number, setNumber] = useState("");
  const [date, setDate] = useState("");
  const decide = useDecideRating(rating.unit.id, rating.period);
  const errors = fieldErrors(decide.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (decide.isPending) return;
    decide.mutate(
      { version: rating.version, seen: rating.seen, number, documentOn: dayOfText(date) },
      {
        onSuccess: () => {
          onClose();
          void toast(t("evaluation.rating.done", { n: rating.rows.length }));
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
      title={t("evaluation.rating.decideOf", { unit: rating.unit.name, period: periodName(rating.period) })}
    >
      <form noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>{t("evaluation.rating.decideNote", { n: rating.rows.length })}</p>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t("evaluation.rating.decisionNumber")}
              required
              maxLength={50}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
              error={errors.number}
            />
            <DayInput
              label={t("evaluation.rating.date")}
              required
              value={date}
              onChange={setDate}
              error={errors.documentOn}
            />
          </SimpleGrid>
          <Fault error={decide.error} />
          <Buttons onClose={onClose} busy={decide.isPending} words={t("evaluation.rating.decide")} />
        </Stack>
      </form>
    </Dialog>
  );
}
