import { Button } from "@mantine/core";
import { IconPencilCheck } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useToday } from "@/shared/api/today";
import type { Score } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { SectionTitle } from "@/shared/ui/Section";
import { Note } from "@/shared/ui/States";
import { formatPlain } from "../model/decimal";
import classes from "./Self.module.css";

const SelfModal = lazyPart(async () => (await import("./SelfModal")).default);

/** SelfScores is how the person assessed themselves beside what the superior gave; nothing while it was not sent. */
export function SelfScores({ score }: { score: Score }) {
  const { self } = score;
  if (self === undefined) return null;
  const of = (key: string) => self.groups.find((group) => group.key === key);
  return (
    <section className={classes.part}>
      <SectionTitle large title={t("evaluation.self.part")} />
      <p className={classes.rule}>{t("evaluation.self.sentAt", { time: formatInstant(self.changedAt) })}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.self.criterion")}</th>
            <th scope="col" data-number>
              {t("evaluation.self.max")}
            </th>
            <th scope="col" data-number>
              {t("evaluation.self.own")}
            </th>
            <th scope="col" data-number>
              {t("evaluation.self.superior")}
            </th>
          </tr>
        </thead>
        <tbody>
          {score.generalGroups.map(({ key, name, max, points }) => (
            <tr key={key}>
              <th scope="row">
                {name}
                {of(key)?.remark !== undefined && <span className={classes.remark}>{of(key)?.remark}</span>}
              </th>
              <td data-number>{formatPlain(max)}</td>
              <td data-number>{formatDecimal(of(key)?.points ?? "0")}</td>
              <td data-number>{points === undefined ? t("evaluation.none") : formatDecimal(points)}</td>
            </tr>
          ))}
          {self.leadership !== undefined &&
            (["dd", "e"] as const).map((part) => (
              <tr key={part}>
                <th scope="row">
                  {t(`evaluation.part.${part}`)}
                  {self.leadership?.reason !== undefined && self.leadership[part] === 50 && (
                    <span className={classes.remark}>{self.leadership.reason}</span>
                  )}
                </th>
                <td data-number>100</td>
                <td data-number>{self.leadership?.[part]}</td>
                <td data-number>{score.leadership?.[part] ?? t("evaluation.none")}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {(["strengths", "limits"] as const).map(
        (part) =>
          self[part] !== undefined && (
            <div key={part} className={classes.said}>
              <h3>{t(`evaluation.self.${part}`)}</h3>
              <p>{self[part]}</p>
            </div>
          ),
      )}
    </section>
  );
}

/** SelfDue says by when one assesses oneself. */
export function SelfDue({ due }: { due: string }) {
  const today = useToday()?.date;
  if (today === undefined) return null;
  return (
    <Note icon={IconPencilCheck}>
      {t(today > due ? "evaluation.self.late" : "evaluation.self.due", { day: formatDay(due) })}
    </Note>
  );
}

/** SelfButton assesses oneself for the month on the page; only until the superior has given points. */
export function SelfButton({ score }: { score: Score }) {
  const [open, setOpen] = useState(false);
  const sent = score.self !== undefined;
  return (
    <>
      <Button
        variant={sent ? "default" : undefined}
        leftSection={<IconPencilCheck size={16} stroke={1.6} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t(sent ? "evaluation.self.giveAgain" : "evaluation.self.give")}
      </Button>
      <Suspense>{open && <SelfModal score={score} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
