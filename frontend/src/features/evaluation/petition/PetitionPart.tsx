import { Button } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useMe } from "@/shared/api/session";
import type { Score } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { SectionTitle } from "@/shared/ui/Section";
import { gradeName } from "../components/GradeBars";
import classes from "./Petition.module.css";
import { PetitionItem } from "./PetitionItem";
import { gradesQuery } from "./queries";

const MakeDialog = lazyPart(async () => (await import("./PetitionDialogs")).MakeDialog);

/** PetitionPart is the petition against a decided grade, or until when one may be made; nothing before the decision. */
export function PetitionPart({ score, own }: { score: Score; own: boolean }) {
  const [open, setOpen] = useState(false);
  const { petition, petitionUntil, acts } = score;
  if (petition === undefined && (petitionUntil === undefined || !own)) return null;
  return (
    <section className={classes.part}>
      <SectionTitle large title={t("evaluation.petition.part")} />
      {petition !== undefined && <PetitionItem petition={petition} named={false} />}
      {petition === undefined && petitionUntil !== undefined && (
        <p className={classes.chance}>
          <span>
            {t(acts.includes("petition") ? "evaluation.petition.until" : "evaluation.petition.over", {
              day: formatDay(petitionUntil),
            })}
          </span>
          {acts.includes("petition") && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconMessageQuestion size={16} stroke={1.6} aria-hidden />}
              onClick={() => setOpen(true)}
            >
              {t("evaluation.petition.make")}
            </Button>
          )}
        </p>
      )}
      <Suspense>
        {open && petitionUntil !== undefined && (
          <MakeDialog period={score.period} until={petitionUntil} onClose={() => setOpen(false)} />
        )}
      </Suspense>
    </section>
  );
}

/** PublishedGrades are the grades of one's unit as everybody in it may read them: the word alone, no points. */
export function PublishedGrades({ period }: { period: string }) {
  const me = useMe();
  const rows = useQuery(gradesQuery(me.unit.id, period)).data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section className={classes.part}>
      <SectionTitle large title={t("evaluation.published")} count={rows.length} />
      <p className={classes.quiet}>{t("evaluation.published.text", { unit: me.unit.name })}</p>
      <ul className={classes.grades}>
        {rows.map(({ person, grade, paper }) => (
          <li key={person.id}>
            <span>{person.name}</span>
            <strong>{gradeName(grade)}</strong>
            <span className={classes.quiet}>
              {t("evaluation.published.by", { number: paper.number, day: formatDay(paper.documentOn) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
