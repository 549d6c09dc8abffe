import { Button, Group, MultiSelect, Select, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMe } from "@/shared/api/session";
import type { TaskState, Urgency } from "@/shared/api/types";
import { unitsQuery } from "@/shared/api/units";
import { isDay } from "@/shared/format/date";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { foldedOptions } from "@/shared/ui/foldedOptions";
import { usePhone, useSettled } from "@/shared/ui/hooks";
import { stateWord } from "@/shared/ui/StateGlyph";
import type { TaskNarrow } from "../api";
import { directoryQuery, documentsQuery, productsQuery } from "../lookups";
import { PickField } from "../pick/PickField";
import { nearestFirst, partyOf, partySecond, unitWords } from "../pick/parties";
import { taskChipsQuery } from "../queries";
import { narrowFields } from "./listState";

const lates = ["overdue", "in_time", "week", "late", "on_time", "none"] as const;
const states: readonly TaskState[] = [
  "draft",
  "assigned",
  "in_progress",
  "submitted",
  "paused",
  "completed",
  "recalled",
  "cancelled",
];
const urgencies: readonly Urgency[] = ["thuong", "khan", "thuong_khan", "hoa_toc"];

/** Props of NarrowDialog. */
interface Props {
  narrow: TaskNarrow;
  onClose: () => void;
  onDone: (narrow: TaskNarrow) => void;
}

/** NarrowDialog asks what a list is narrowed to (Bộ lọc); fields left empty leave it open. */
export function NarrowDialog({ narrow, onClose, onDone }: Props) {
  const me = useMe();
  const phone = usePhone();
  const [form, setForm] = useState(narrow);
  const [tried, setTried] = useState(false);
  // Names of what was chosen before this dialog was opened.
  const named = useQuery(taskChipsQuery(narrow)).data?.items ?? [];
  const set = (field: keyof TaskNarrow) => (value: string | null | undefined) =>
    setForm((before) => ({ ...before, [field]: value === null || value === "" ? undefined : value }));
  const chosen = (field: "person" | "document" | "product") => {
    const value = form[field];
    if (value === undefined) return undefined;
    const old = named.find((chip) => chip.field === field && value === narrow[field])?.text;
    return { value, label: labels[field] ?? old ?? value };
  };
  const [labels, setLabels] = useState<Partial<Record<"person" | "document" | "product", string>>>({});
  const seesOthers = me.can.assign || me.roles.includes("monitor") || me.roles.includes("inspector");
  const days = { from: dayOfText(form.from ?? ""), to: dayOfText(form.to ?? "") };
  const backwards = isDay(days.from) && isDay(days.to) && days.from > days.to;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const unread = [days.from, days.to].some((day) => day !== "" && !isDay(day));
    setTried(true);
    if (unread || backwards) return;
    const next: TaskNarrow = {};
    for (const field of narrowFields) {
      const value = field === "from" || field === "to" ? days[field] : form[field];
      if (value !== undefined && value !== "") next[field] = value;
    }
    onDone(next);
  };
  return (
    <Dialog opened onClose={onClose} title={t("task.narrow")} size="lg" fullScreen={phone}>
      <form onSubmit={send} noValidate>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
          <Select
            label={t("task.due")}
            placeholder={t("task.narrow.any")}
            clearable
            clearButtonProps={{ "aria-label": t("task.narrow.clear") }}
            data={lates.map((value) => ({ value, label: t(`task.narrow.late.${value}`) }))}
            value={form.late ?? null}
            onChange={set("late")}
          />
          <MultiSelect
            label={t("task.lifecycle")}
            placeholder={form.states === undefined ? t("task.narrow.any") : undefined}
            clearable
            clearButtonProps={{ "aria-label": t("task.narrow.clear") }}
            data={states.map((value) => ({ value, label: stateWord(value) }))}
            value={listOf(form.states)}
            onChange={(values) => set("states")(values.join(","))}
          />
          <DayInput
            label={t("task.narrow.from")}
            value={form.from ?? ""}
            onChange={set("from")}
            error={tried && backwards ? t("task.narrow.backwards") : undefined}
          />
          <DayInput label={t("task.narrow.to")} value={form.to ?? ""} onChange={set("to")} />
          <MultiSelect
            label={t("task.urgency")}
            placeholder={form.urgency === undefined ? t("task.narrow.any") : undefined}
            clearable
            clearButtonProps={{ "aria-label": t("task.narrow.clear") }}
            data={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
            value={listOf(form.urgency)}
            onChange={(values) => set("urgency")(values.join(","))}
          />
          <UnitField value={form.unit} onChange={set("unit")} />
          {seesOthers && (
            <LeadField
              chosen={chosen("person")}
              onPick={(id, label) => {
                setLabels({ ...labels, person: label });
                set("person")(id);
              }}
            />
          )}
          <DocumentField
            chosen={chosen("document")}
            onPick={(id, label) => {
              setLabels({ ...labels, document: label });
              set("document")(id);
            }}
          />
          <ProductField
            chosen={chosen("product")}
            onPick={(code, label) => {
              setLabels({ ...labels, product: label });
              set("product")(code);
            }}
          />
        </SimpleGrid>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => onDone({})}>
            {t("task.narrow.none")}
          </Button>
          <Button type="submit">{t("task.narrow.done")}</Button>
        </Group>
      </form>
    </Dialog>
  );
}

function listOf(values: string | undefined): string[] {
  return values === undefined ? [] : values.split(",");
}

/** Props of a field in which one thing is searched for and chosen. */
interface FieldProps {
  chosen: { value: string; label: string } | undefined;
  onPick: (value: string | undefined, label?: string) => void;
}

function UnitField({ value, onChange }: { value: string | undefined; onChange: (unit: string | null) => void }) {
  const units = useQuery(unitsQuery()).data?.items ?? [];
  const names = distinctNames(units);
  return (
    <Select
      label={t("task.column.unit")}
      placeholder={t("task.narrow.any")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("task.narrow.clear") }}
      limit={100}
      filter={foldedOptions}
      nothingFoundMessage={t("task.narrow.noUnit")}
      data={units.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
      value={value ?? null}
      onChange={onChange}
    />
  );
}

function LeadField({ chosen, onPick }: FieldProps) {
  const me = useMe();
  const [words, setWords] = useState("");
  const named = unitWords(useQuery(unitsQuery()).data?.items ?? []);
  const settled = useSettled(words);
  const found = useQuery(directoryQuery("coordinate", settled));
  const people = nearestFirst(found.data?.items ?? [], settled, me.unit.id);
  return (
    <PickField
      label={t("task.lead")}
      placeholder={t("task.pick.person")}
      clearable
      chosen={chosen}
      groups={[
        {
          group: t("task.pick.people"),
          items: people.map((one) => ({ value: one.id, label: one.name, second: partySecond(partyOf(one), named) })),
        },
      ]}
      onSearch={setWords}
      answered={found.isPlaceholderData ? undefined : settled}
      onPick={(id) => onPick(id, people.find((one) => one.id === id)?.name)}
    />
  );
}

function DocumentField({ chosen, onPick }: FieldProps) {
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const found = useQuery(documentsQuery(settled));
  const documents = found.data?.items ?? [];
  return (
    <PickField
      label={t("task.document")}
      placeholder={t("task.pick.document")}
      clearable
      chosen={chosen}
      groups={[
        {
          group: t("task.pick.documents"),
          items: documents.map(({ id, number, abstract }) => ({ value: id, label: number, second: abstract })),
        },
      ]}
      onSearch={setWords}
      answered={found.isPlaceholderData ? undefined : settled}
      onPick={(id) => onPick(id, documents.find((one) => one.id === id)?.number)}
    />
  );
}

function ProductField({ chosen, onPick }: FieldProps) {
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const found = useQuery(productsQuery(settled));
  const products = found.data?.items ?? [];
  return (
    <PickField
      label={t("task.product")}
      placeholder={t("task.pick.product")}
      clearable
      chosen={chosen}
      groups={[
        {
          group: t("task.pick.products"),
          items: products.map(({ code, name }) => ({ value: code, label: name, second: code })),
        },
      ]}
      onSearch={setWords}
      answered={found.isPlaceholderData ? undefined : settled}
      onPick={(code) => onPick(code, products.find((one) => one.code === code)?.name)}
    />
  );
}
