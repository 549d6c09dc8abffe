import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SchemeEffect, SchemeVersion } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { GradeBars } from "../components/GradeBars";
import { periodName } from "../model/period";
import { effectsQuery } from "../queries";
import classes from "./Settings.module.css";

/** Trial says what a version would have made of the closed periods of a year, and of whom. */
export function Trial({ version }: { version: SchemeVersion }) {
  const [open, setOpen] = useState(false);
  const grades = version.tried.reduce((sum, one) => sum + one.grades, 0);
  if (version.triedAt === undefined) {
    return version.state === "proposed" ? (
      <p className={classes.text} role="status">
        {t("evaluation.set.trying")}
      </p>
    ) : null;
  }
  if (version.tried.length === 0) return <p className={classes.text}>{t("evaluation.set.tried.none")}</p>;
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.caption}>{t("evaluation.set.tried")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.set.period")}</th>
            <th scope="col" data-number>
              {t("evaluation.set.people")}
            </th>
            <th scope="col" data-number>
              {t("evaluation.set.moved")}
            </th>
            <th scope="col" data-number>
              {t("evaluation.set.grades")}
            </th>
          </tr>
        </thead>
        <tbody>
          {version.tried.map((one) => (
            <tr key={one.period}>
              <th scope="row" className={classes.period}>
                {periodName(one.period)}
              </th>
              <td data-number>{one.people}</td>
              <td data-number>{one.moved}</td>
              <td data-number>{one.grades}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {grades > 0 && (
        <Button variant="subtle" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "evaluation.set.effects.hide" : "evaluation.set.effects.show", { n: grades })}
        </Button>
      )}
      {open && <Effects id={version.id} grades={grades} />}
    </>
  );
}

function Effects({ id, grades }: { id: string; grades: number }) {
  const query = useQuery(effectsQuery(id));
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState title={t("evaluation.set.failed")} error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonRows rows={3} />
    );
  }
  const items = query.data.items;
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.set.person")}</th>
            <th scope="col">{t("evaluation.set.period")}</th>
            <th scope="col">{t("evaluation.set.before")}</th>
            <th scope="col">{t("evaluation.set.after")}</th>
            <th scope="col">{t("evaluation.set.why")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ person, period, before, after }) => (
            <tr key={`${person.id} ${period}`}>
              <th scope="row">{person.name}</th>
              <td className={classes.period}>{periodName(period)}</td>
              <td>
                <GradeBars grade={before.grade} missing={t("evaluation.none")} />
              </td>
              <td>
                <GradeBars grade={after.grade} missing={t("evaluation.none")} />
              </td>
              <td>{whyText(before, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length < grades && (
        <p className={classes.quiet}>{t("evaluation.set.more", { n: grades - items.length })}</p>
      )}
    </>
  );
}

const parts = ["a", "b", "c", "d", "total"] as const;

/** whyText says which parts of the result would differ: "c 75,00 → 87,50". */
export function whyText(before: SchemeEffect["before"], after: SchemeEffect["after"]): string {
  const number = (text: string | undefined) => (text === undefined ? t("evaluation.none") : formatDecimal(text));
  const moved = parts.flatMap((part) =>
    before[part] === after[part]
      ? []
      : [t(`evaluation.set.part.${part}`, { was: number(before[part]), now: number(after[part]) })],
  );
  if (after.gates.length > before.gates.length) moved.push(t("evaluation.set.gate.fails"));
  if (after.gates.length < before.gates.length) moved.push(t("evaluation.set.gate.gone"));
  return moved.length === 0 ? t("evaluation.set.counted") : moved.join("; ");
}
