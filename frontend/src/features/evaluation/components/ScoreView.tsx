import { Button } from "@mantine/core";
import { IconClipboardOff, IconGavel } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { Score } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { EmptyState, Note } from "@/shared/ui/States";
import { formOf } from "../model/general";
import { isMonth, isYear } from "../model/period";
import { OutlookSection } from "../outlook/OutlookSection";
import { Overrides } from "../override/Overrides";
import { PetitionPart } from "../petition/PetitionPart";
import { SelfDue, SelfScores } from "../self/SelfScores";
import { gradeName } from "./GradeBars";
import { LeftOut } from "./LeftOut";
import { PartsTable } from "./PartsTable";
import { ScoreHead } from "./ScoreHead";
import { ScoreTree } from "./ScoreTree";
import classes from "./ScoreView.module.css";
import { YearHead } from "./YearHead";

const GeneralModal = lazyPart(async () => (await import("./GeneralModal")).default);

/** ScoreView is a person's score with the way from every point to its task. own: it is one's own; to: the address of another period. */
export function ScoreView({ score, own, to }: { score: Score; own: boolean; to: (period: string) => string }) {
  if (score.status === "no_policy") {
    return (
      <EmptyState
        icon={IconClipboardOff}
        title={t("evaluation.status.no_policy")}
        text={t(
          score.reasons.includes("subject_class") ? "evaluation.reason.subject_class" : "evaluation.reason.period",
        )}
      />
    );
  }
  return (
    <>
      {!own && (
        <header className={classes.who}>
          <h2 className={classes.name}>{score.person.name}</h2>
          <p className={classes.post}>{[score.person.title, score.person.unit].filter(Boolean).join(" · ")}</p>
        </header>
      )}
      {isYear(score.period) ? <YearHead score={score} /> : <ScoreHead score={score} />}
      {score.selfDue !== undefined && score.self === undefined && <SelfDue due={score.selfDue} />}
      <FinalGrade decision={score.decision} />
      <PetitionPart score={score} own={own} />
      <Overrides score={score} />
      <SelfScores score={score} />
      {score.parts.length > 0 && <PartsTable score={score} to={to} />}
      {!isYear(score.period) && <ScoreTree key={`${score.person.id} ${score.period}`} score={score} />}
      {score.periodState === "open" && isMonth(score.period) && (
        <OutlookSection key={`outlook ${score.person.id} ${score.period}`} score={score} />
      )}
      <LeftOut left={score.left} />
    </>
  );
}

/** FinalGrade is the grade that was decided, with the document and the reason; nothing before. */
function FinalGrade({ decision }: { decision: Score["decision"] }) {
  if (decision === undefined) return null;
  const { grade, number, documentOn, reason } = decision;
  return (
    <Note icon={IconGavel}>
      {t("evaluation.final", { grade: gradeName(grade), number, date: formatDay(documentOn) })}{" "}
      {reason !== undefined && t("evaluation.finalReason", { reason })}{" "}
      {decision.amended.map((one) => (
        <span key={one.at}>
          {t("evaluation.amended", {
            was: gradeName(one.was),
            grade: gradeName(one.grade),
            number: one.number,
            date: formatDay(one.documentOn),
          })}{" "}
        </span>
      ))}
    </Note>
  );
}

/** GiveButton opens the general points of the person on the page; only for who gives them. */
export function GiveButton({ score }: { score: Score }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {score.general === undefined ? t("evaluation.give") : t("evaluation.giveAgain")}
      </Button>
      <Suspense>
        {open && (
          <GeneralModal
            person={score.person}
            period={score.period}
            rules={score.generalGroups}
            self={score.self}
            stored={formOf(score.version, score.generalGroups, score.leader, score.leadership)}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
