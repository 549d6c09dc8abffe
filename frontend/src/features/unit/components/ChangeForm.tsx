import { Button, Checkbox, Group, Select, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { UnitSelect } from "@/features/people/components/PostFields";
import { newKey } from "@/shared/api/client";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { useFaultFocus } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import type { ChangeKind, NewChange, UnitNode } from "../api";
import { previewQuery, useChange } from "../queries";
import { ChangePreview } from "./ChangePreview";

const kinds = ["province", "department", "division", "centre", "district", "commune", "partner"] as const;

/** Props of ChangeForm; unit is what changes, or of make the unit above. */
interface Props {
  change: ChangeKind;
  unit: UnitNode;
  onDone: () => void;
}

/** ChangeForm plans one change of the tree from a day on by a document, and says first what it would do. */
export function ChangeForm({ change, unit, onDone }: Props) {
  const today = useToday()?.date ?? "";
  const [details, setDetails] = useState(() =>
    change === "rename"
      ? { code: unit.code, name: unit.name, shortName: unit.shortName, kind: unit.kind, body: unit.body }
      : { code: "", name: "", shortName: "", kind: "division" as UnitNode["kind"], body: false },
  );
  const [target, setTarget] = useState("");
  const [on, setOn] = useState("");
  const [doc, setDoc] = useState({ number: "", date: "" });
  const sent = useRef({ body: "", key: newKey() });
  const plan = useChange();
  const errors = fieldErrors(plan.error);
  const form = useFaultFocus(plan.error);
  const named = change === "make" || change === "rename";
  const aimed = change === "move" || change === "merge";
  const body: NewChange = {
    change,
    unit: change === "make" ? undefined : unit.id,
    target: change === "make" ? unit.id : aimed ? target || undefined : undefined,
    details: named ? details : undefined,
    on: dayOfText(on) || undefined,
    docNumber: doc.number.trim(),
    docDate: dayOfText(doc.date),
  };
  const wanted = { change, unit: body.unit, target: body.target, on: body.on, docNumber: "", docDate: "" };
  const preview = useQuery({ ...previewQuery(wanted), enabled: change === "end" || (aimed && target !== "") });
  const send = () => {
    if (plan.isPending) return;
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    plan.mutate(
      { ...body, key: sent.current.key },
      {
        onSuccess: ({ on: day }) => {
          onDone();
          void toast(t(day > today ? "unit.change.planned" : "unit.change.begun"));
        },
      },
    );
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        {named && (
          <>
            <TextInput
              label={t("unit.name")}
              required
              maxLength={200}
              value={details.name}
              onChange={(event) => setDetails({ ...details, name: event.currentTarget.value })}
              error={errors["details.name"]}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput
                label={t("unit.shortName")}
                required
                maxLength={200}
                value={details.shortName}
                onChange={(event) => setDetails({ ...details, shortName: event.currentTarget.value })}
                error={errors["details.shortName"]}
              />
              <TextInput
                label={t("unit.code")}
                required
                maxLength={40}
                value={details.code}
                onChange={(event) => setDetails({ ...details, code: event.currentTarget.value })}
                error={errors["details.code"]}
              />
            </SimpleGrid>
            <Select
              label={t("unit.kind")}
              required
              allowDeselect={false}
              data={kinds.map((value) => ({ value, label: t(`unit.kind.${value}`) }))}
              value={details.kind}
              onChange={(kind) => setDetails({ ...details, kind: (kind ?? details.kind) as UnitNode["kind"] })}
              error={errors["details.kind"]}
            />
            <Checkbox
              size="sm"
              label={t("unit.body")}
              checked={details.body}
              onChange={(event) => setDetails({ ...details, body: event.currentTarget.checked })}
            />
          </>
        )}
        {aimed && (
          <UnitSelect
            label={t(change === "move" ? "unit.target.move" : "unit.target.merge")}
            required
            value={target}
            onChange={setTarget}
            error={errors.target}
          />
        )}
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <DayInput
            label={t("unit.on")}
            description={t("unit.on.today")}
            value={on}
            onChange={setOn}
            error={errors.on}
          />
          <TextInput
            label={t("unit.docNumber")}
            description={t("unit.docNumber.hint")}
            required
            maxLength={100}
            value={doc.number}
            onChange={(event) => setDoc({ ...doc, number: event.currentTarget.value })}
            error={errors.docNumber}
          />
          <DayInput
            label={t("unit.docDate")}
            description={t("unit.docDate.hint")}
            required
            value={doc.date}
            onChange={(date) => setDoc({ ...doc, date })}
            error={errors.docDate}
          />
        </SimpleGrid>
        {preview.data !== undefined && <ChangePreview change={change} unit={unit} preview={preview.data} />}
        {preview.isError && <FieldError>{sentenceOf(preview.error)}</FieldError>}
        {plan.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(plan.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={plan.isPending}>
            {t(`unit.act.${change}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
