import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { ProductStanding, ProductVersion } from "@/shared/api/types";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { useDecide } from "../queries";
import classes from "./Catalogue.module.css";

/** Props of Proposals; approve: whether the person may decide on what others proposed. */
interface Props {
  items: ProductStanding[];
  approve: boolean;
}

/** Proposals is what waits for a second person: what it changes, who proposed it, and the two ways to decide. */
export function Proposals({ items, approve }: Props) {
  const me = useMe();
  const [chosen, setChosen] = useState<string[]>([]);
  const [docNo, setDocNo] = useState("");
  const decide = useDecide();
  const proposals = items.flatMap(({ proposed }) => (proposed === undefined ? [] : [proposed]));
  const picked = proposals.filter(({ id }) => chosen.includes(id));
  const own = picked.some(({ proposedBy }) => proposedBy?.id === me.id);
  const run = (yes: boolean) =>
    decide.mutate(
      { items: picked.map(({ id, rev }) => ({ id, rev })), approve: yes, docNo: yes ? docNo : undefined },
      {
        onSuccess: ({ items: n }) => {
          setChosen([]);
          void toast(t(yes ? "catalogue.approved" : "catalogue.dropped", { n }));
        },
      },
    );
  return (
    <section className={classes.proposals}>
      <SectionTitle title={t("catalogue.proposed")} count={proposals.length} />
      <table className={classes.table}>
        <thead>
          <tr>
            <td>
              {approve && (
                <Checkbox
                  size="xs"
                  aria-label={t("catalogue.all")}
                  checked={picked.length === proposals.length}
                  indeterminate={picked.length > 0 && picked.length < proposals.length}
                  onChange={(event) => setChosen(event.currentTarget.checked ? proposals.map(({ id }) => id) : [])}
                />
              )}
            </td>
            <th scope="col">{t("catalogue.code")}</th>
            <th scope="col">{t("catalogue.change")}</th>
            <th scope="col">{t("catalogue.by")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ approved, proposed }) =>
            proposed === undefined ? null : (
              <tr key={proposed.id}>
                <td>
                  {approve && (
                    <Checkbox
                      size="xs"
                      aria-label={t("catalogue.one", { code: proposed.code })}
                      checked={chosen.includes(proposed.id)}
                      onChange={(event) => {
                        const on = event.currentTarget.checked;
                        setChosen((before) =>
                          on ? [...before, proposed.id] : before.filter((id) => id !== proposed.id),
                        );
                      }}
                    />
                  )}
                </td>
                <th scope="row">{proposed.code}</th>
                <td>
                  {proposed.name}
                  <span className={classes.second}>{changeOf(approved, proposed)}</span>
                </td>
                <td>{proposed.proposedBy?.name ?? t("catalogue.system")}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {approve && (
        <div className={classes.decide}>
          <TextInput
            label={t("catalogue.docNo")}
            maxLength={60}
            value={docNo}
            onChange={(event) => setDocNo(event.currentTarget.value)}
          />
          <Button
            disabled={picked.length === 0 || own || docNo.trim() === ""}
            loading={decide.isPending}
            onClick={() => run(true)}
          >
            {t("catalogue.approve", { n: picked.length })}
          </Button>
          <Button
            variant="default"
            disabled={picked.length === 0}
            loading={decide.isPending}
            onClick={() => run(false)}
          >
            {t("catalogue.drop")}
          </Button>
          <span className={classes.second}>
            {own ? t("catalogue.why.own") : picked.length === 0 ? t("catalogue.why.choose") : t("catalogue.why.docNo")}
          </span>
          {decide.isError && (
            <div role="alert">
              <FieldError>{sentenceOf(decide.error)}</FieldError>
            </div>
          )}
        </div>
      )}
    </section>
  );
}

/** changeOf says what a proposal changes, or what a new product is worth. */
function changeOf(was: ProductVersion | undefined, is: ProductVersion): string {
  const points = formatQuantity(is.points);
  if (was === undefined) return t("catalogue.new", { unit: is.unit, group: is.group, points });
  const parts: string[] = [];
  if (was.name !== is.name) parts.push(t("catalogue.was.name", { was: was.name }));
  if (was.points !== is.points) parts.push(t("catalogue.was.points", { was: formatQuantity(was.points), is: points }));
  if (was.group !== is.group) parts.push(t("catalogue.was.group", { was: was.group, is: is.group }));
  if (was.unit !== is.unit) parts.push(t("catalogue.was.unit", { was: was.unit, is: is.unit }));
  if (was.normDays !== is.normDays) parts.push(t("catalogue.was.norm", { was: was.normDays, is: is.normDays }));
  return parts.join("; ");
}
