import { Button, Group, TextInput as PlainInput, SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import { PersonSelect } from "@/features/people/components/PersonSelect";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { PersonRef } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { instantOf } from "../model/instant";
import { useName } from "../queries";

interface Props {
  person: Pick<PersonRef, "id" | "name">;
  onClose: () => void;
}

/** NameSubstitute names who stands in for a person, from one minute to another. */
export function NameSubstitute({ person, onClose }: Props) {
  const phone = usePhone();
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("substitute.nameFor", { name: person.name })}
      size="lg"
      fullScreen={phone}
    >
      <NameForm person={person} onDone={onClose} />
    </Dialog>
  );
}

function NameForm({ person, onDone }: { person: Props["person"]; onDone: () => void }) {
  const today = useToday()?.date ?? "";
  const [key] = useState(() => crypto.randomUUID());
  const [who, setWho] = useState<PersonRef>();
  const [form, setForm] = useState({
    fromDay: today,
    fromTime: "08:00",
    toDay: "",
    toTime: "17:00",
    number: "",
    documentOn: "",
  });
  const [missing, setMissing] = useState<{ who?: string; from?: string; to?: string }>({});
  const name = useName(person.id);
  const errors = fieldErrors(name.error);
  const ref = useFaultFocus(name.error);
  const set = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const send = () => {
    if (name.isPending) return;
    const from = instantOf(dayOfText(form.fromDay), form.fromTime);
    const to = instantOf(dayOfText(form.toDay), form.toTime);
    const wrong = t("substitute.timeWrong");
    setMissing({
      who: who === undefined ? t("substitute.missing") : undefined,
      from: from === undefined ? wrong : undefined,
      to: to === undefined ? wrong : undefined,
    });
    if (who === undefined || from === undefined || to === undefined) return;
    const documentOn = dayOfText(form.documentOn);
    name.mutate(
      { key, substitute: who.id, from, to, number: form.number, documentOn: documentOn || undefined },
      {
        onSuccess: () => {
          onDone();
          void toast(t("substitute.named", { name: who.name }));
        },
      },
    );
  };
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        <PersonSelect
          label={t("substitute.who")}
          placeholder={t("substitute.who.placeholder")}
          value={who}
          onChange={setWho}
          without={person.id}
        />
        {(missing.who ?? errors.substitute) !== undefined && (
          <FieldError>{`${t("substitute.who")} ${missing.who ?? errors.substitute}`}</FieldError>
        )}
        <SimpleGrid cols={2}>
          <DayInput
            label={t("substitute.fromDay")}
            required
            value={form.fromDay}
            onChange={(fromDay) => set({ fromDay })}
            error={missing.from ?? errors.from}
          />
          <PlainInput
            label={t("substitute.fromTime")}
            type="time"
            required
            value={form.fromTime}
            onChange={(event) => set({ fromTime: event.currentTarget.value })}
          />
          <DayInput
            label={t("substitute.toDay")}
            required
            value={form.toDay}
            onChange={(toDay) => set({ toDay })}
            error={missing.to ?? errors.to}
          />
          <PlainInput
            label={t("substitute.toTime")}
            type="time"
            required
            value={form.toTime}
            onChange={(event) => set({ toTime: event.currentTarget.value })}
          />
          <TextInput
            label={t("substitute.number")}
            maxLength={50}
            value={form.number}
            onChange={(event) => set({ number: event.currentTarget.value })}
            error={errors.number}
          />
          <DayInput
            label={t("substitute.documentOn")}
            value={form.documentOn}
            onChange={(documentOn) => set({ documentOn })}
            error={errors.documentOn}
          />
        </SimpleGrid>
        {name.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(name.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={name.isPending}>
            {t("substitute.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
