import { Radio, SimpleGrid, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { PersonSelect } from "@/features/people/components/PersonSelect";
import { fieldErrors } from "@/shared/api/problem";
import type { PersonRef, Petition } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { gradeName } from "../components/GradeBars";
import { periodName } from "../model/period";
import { Buttons, Fault } from "../rating/ChoiceDialog";
import classes from "../rating/Rating.module.css";
import { useAnswerPetition, useAssignPetition, useMakePetition } from "./queries";

/** MakeDialog petitions against the own grade, with a reason; what is typed survives a reload. */
export function MakeDialog({ period, until, onClose }: { period: string; until: string; onClose: () => void }) {
  const [key] = useState(() => crypto.randomUUID());
  const draft = useDraft(`evaluation.petition.${period}`, "");
  const [tried, setTried] = useState(false);
  const make = useMakePetition(period);
  const ref = useFaultFocus(make.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (make.isPending || !isReason(draft.value)) return;
    make.mutate(
      { key, reason: draft.value.trim() },
      {
        onSuccess: () => {
          draft.clear();
          onClose();
          void toast(t("evaluation.petition.sent"));
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={usePhone()}
      size={560}
      title={t("evaluation.petition.title", { period: periodName(period) })}
    >
      <form ref={ref} noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>{t("evaluation.petition.note", { day: formatDay(until) })}</p>
          <Restored draft={draft} />
          <ReasonField
            label={t("evaluation.petition.reason")}
            value={draft.value}
            onChange={draft.set}
            tried={tried}
            error={fieldErrors(make.error).reason}
          />
          <Fault error={make.error} />
          <Buttons onClose={onClose} busy={make.isPending} words={t("evaluation.petition.send")} />
        </Stack>
      </form>
    </Dialog>
  );
}

const grades = ["xuat_sac", "tot", "hoan_thanh", "khong_hoan_thanh"] as const;

/** AnswerDialog answers a petition: the grade is upheld, or another takes its place by a document. */
export function AnswerDialog({ petition, onClose }: { petition: Petition; onClose: () => void }) {
  const draft = useDraft(`evaluation.petition.answer.${petition.id}`, { text: "", grade: "", number: "", on: "" });
  const { text, grade, number, on } = draft.value;
  const set = (more: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...more });
  const [tried, setTried] = useState(false);
  const answer = useAnswerPetition();
  const errors = fieldErrors(answer.error);
  const ref = useFaultFocus(answer.error);
  const changes = grade !== "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (answer.isPending || !isReason(text)) return;
    answer.mutate(
      {
        id: petition.id,
        version: petition.version,
        answerText: text.trim(),
        ...(changes && { grade, number, documentOn: dayOfText(on) }),
      },
      {
        onSuccess: () => {
          draft.clear();
          onClose();
          void toast(t("evaluation.petition.answered", { name: petition.person.name }));
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={usePhone()}
      size={600}
      title={t("evaluation.petition.answerOf", {
        name: petition.person.name,
        period: periodName(petition.period),
      })}
    >
      <form ref={ref} noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>{petition.reason}</p>
          <Restored draft={draft} />
          <Radio.Group
            label={t("evaluation.petition.verdict")}
            value={grade}
            onChange={(next) => set({ grade: next })}
            error={errors.grade}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="" label={t("evaluation.petition.uphold", { grade: gradeName(petition.grade) })} />
              {grades
                .filter((one) => one !== petition.grade)
                .map((one) => (
                  <Radio key={one} value={one} label={t("evaluation.petition.change", { grade: gradeName(one) })} />
                ))}
            </Stack>
          </Radio.Group>
          {changes && (
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput
                label={t("evaluation.petition.number")}
                required
                maxLength={50}
                value={number}
                onChange={(event) => set({ number: event.currentTarget.value })}
                error={errors.number}
              />
              <DayInput
                label={t("evaluation.petition.on")}
                required
                value={on}
                onChange={(next) => set({ on: next })}
                error={errors.documentOn}
              />
            </SimpleGrid>
          )}
          <ReasonField
            label={t("evaluation.petition.answerText")}
            value={text}
            onChange={(next) => set({ text: next })}
            tried={tried}
            error={errors.answerText}
          />
          <Fault error={answer.error} />
          <Buttons onClose={onClose} busy={answer.isPending} words={t("evaluation.petition.answer")} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** AssignDialog names who answers: a leader who neither petitions nor scored. */
export function AssignDialog({ petition, onClose }: { petition: Petition; onClose: () => void }) {
  const [who, setWho] = useState<PersonRef>();
  const [tried, setTried] = useState(false);
  const assign = useAssignPetition();
  const fault =
    fieldErrors(assign.error).reviewer ?? (tried && who === undefined ? t("evaluation.petition.missing") : undefined);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (assign.isPending || who === undefined) return;
    assign.mutate(
      { id: petition.id, version: petition.version, reviewer: who.id },
      {
        onSuccess: () => {
          onClose();
          void toast(t("evaluation.petition.assigned", { name: who.name }));
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
      title={t("evaluation.petition.assignOf", { name: petition.person.name })}
    >
      <form noValidate onSubmit={send}>
        <Stack gap="md">
          <p className={classes.note}>{t("evaluation.petition.assignNote")}</p>
          <PersonSelect
            label={t("evaluation.petition.reviewer")}
            value={who}
            onChange={setWho}
            without={petition.person.id}
            placeholder={t("evaluation.petition.pick")}
          />
          {fault !== undefined && <FieldError>{fault}</FieldError>}
          <Fault error={assign.error} />
          <Buttons onClose={onClose} busy={assign.isPending} words={t("evaluation.petition.assign")} />
        </Stack>
      </form>
    </Dialog>
  );
}
