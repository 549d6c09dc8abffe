import { Button, Group } from "@mantine/core";
import { Suspense, useState } from "react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import type { Petition } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { gradeName } from "../components/GradeBars";
import { periodName } from "../model/period";
import classes from "./Petition.module.css";

const AnswerDialog = lazyPart(async () => (await import("./PetitionDialogs")).AnswerDialog);
const AssignDialog = lazyPart(async () => (await import("./PetitionDialogs")).AssignDialog);

/** PetitionItem is one petition with its clock, its answer, and what I may do about it. */
export function PetitionItem({ petition, named }: { petition: Petition; named: boolean }) {
  const me = useMe();
  const [open, setOpen] = useState<"answer" | "assign">();
  const { person, period, answer, acts } = petition;
  const at = person.id === me.id ? "/evaluation" : `/evaluation/people/${person.id}`;
  return (
    <article className={classes.item}>
      {named && (
        <h3 className={classes.who}>
          <Link to={`${at}?period=${period}`}>{person.name}</Link>
          <span className={classes.quiet}>{[person.title, person.unit].filter(Boolean).join(" · ")}</span>
        </h3>
      )}
      <p className={classes.quiet}>
        {t("evaluation.petition.about", {
          period: periodName(period),
          grade: gradeName(petition.grade),
          number: petition.number,
          time: formatInstant(petition.at),
        })}
      </p>
      <p className={classes.text}>{petition.reason}</p>
      <p className={classes.clock} data-late={(petition.late && answer === undefined) || undefined}>
        {answer === undefined
          ? petition.reviewer === undefined
            ? t("evaluation.petition.dueNobody", { day: formatDay(petition.dueOn) })
            : t(petition.late ? "evaluation.petition.overdue" : "evaluation.petition.due", {
                day: formatDay(petition.dueOn),
                name: petition.reviewer.name,
              })
          : t(petition.late ? "evaluation.petition.answeredLate" : "evaluation.petition.answeredBy", {
              name: answer.by.name,
              time: formatInstant(answer.at),
              day: formatDay(petition.dueOn),
            })}
      </p>
      {answer !== undefined && (
        <div className={classes.answer}>
          <strong>
            {petition.state === "upheld"
              ? t("evaluation.petition.upheld", { grade: gradeName(answer.grade) })
              : t("evaluation.petition.changed", {
                  was: gradeName(petition.grade),
                  grade: gradeName(answer.grade),
                  number: answer.paper?.number ?? "",
                  day: formatDay(answer.paper?.documentOn ?? ""),
                })}
          </strong>
          <p className={classes.text}>{answer.text}</p>
        </div>
      )}
      {acts.length > 0 && (
        <Group gap="sm">
          {acts.includes("answer") && (
            <Button size="xs" onClick={() => setOpen("answer")}>
              {t("evaluation.petition.answer")}
            </Button>
          )}
          {acts.includes("assign") && (
            <Button size="xs" variant="default" onClick={() => setOpen("assign")}>
              {t(petition.reviewer === undefined ? "evaluation.petition.assign" : "evaluation.petition.assignAgain")}
            </Button>
          )}
        </Group>
      )}
      <Suspense>
        {open === "answer" && <AnswerDialog petition={petition} onClose={() => setOpen(undefined)} />}
        {open === "assign" && <AssignDialog petition={petition} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </article>
  );
}
