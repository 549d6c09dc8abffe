import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { Registration } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { workplaceApi } from "../api";
import { Others, PlanNote } from "../pages/RegistrationPage";
import { useRegistrationAct } from "../queries";
import classes from "./Work.module.css";

type Done = "all" | "part" | "none";
interface Outcome {
  done: Done;
  text: string;
}

/** ReportForm writes the result beside the plan; it begins with what the diary of the days says (báo cáo kết quả). */
export function ReportForm({ registration: r }: { registration: Registration }) {
  const initial: Outcome[] = r.plan.map((work) => ({
    done: work.done ?? (work.state === "submitted" || work.state === "completed" ? "all" : "part"),
    text: work.text ?? work.lines.join("; "),
  }));
  const draft = useDraft(`work.report.${r.id}.${r.version}`, { outcomes: initial, note: r.outcome?.note ?? "" });
  const { outcomes, note } = draft.value;
  const [tried, setTried] = useState(false);
  const report = useRegistrationAct(() => workplaceApi.report(r.id, { version: r.version, outcomes, note }));
  const errors = fieldErrors(report.error);
  const change = (at: number, part: Partial<Outcome>) =>
    draft.set({ note, outcomes: outcomes.map((outcome, i) => (i === at ? { ...outcome, ...part } : outcome)) });
  const send = () => {
    setTried(true);
    if (outcomes.some(({ text }) => text.trim() === "")) return;
    report.mutate(undefined, {
      onSuccess: () => {
        draft.clear();
        void toast(t("work.reported"));
      },
    });
  };
  return (
    <section>
      <SectionTitle title={t("work.report")} end={t("work.report.end", { n: r.diary })} />
      {r.outcome?.why !== undefined && <p>{t("work.returnedWhy", { why: r.outcome.why })}</p>}
      <ul className={classes.plan}>
        {r.plan.map((work, i) => (
          <li key={`${work.task ?? ""}${work.title}`}>
            <strong>{work.title}</strong>
            <PlanNote work={work} />
            <SegmentedControl
              aria-label={t("work.done.label", { title: work.title })}
              size="xs"
              data={(["all", "part", "none"] as const).map((value) => ({ value, label: t(`work.done.${value}`) }))}
              value={outcomes[i]?.done ?? "part"}
              onChange={(done) => change(i, { done: done as Done })}
            />
            <Textarea
              mt="xs"
              autosize
              minRows={2}
              maxLength={2000}
              label={t("work.outcome")}
              value={outcomes[i]?.text ?? ""}
              onChange={(event) => change(i, { text: event.currentTarget.value })}
              error={
                errors[`outcomes[${i}].text`] ??
                (tried && (outcomes[i]?.text ?? "").trim() === "" ? t("work.outcome.missing") : undefined)
              }
            />
          </li>
        ))}
      </ul>
      <Others lines={r.others} />
      <Textarea
        autosize
        minRows={2}
        maxLength={2000}
        label={t("work.report.note")}
        value={note}
        onChange={(event) => draft.set({ outcomes, note: event.currentTarget.value })}
        error={errors.note}
      />
      {report.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(report.error)}</FieldError>
        </div>
      )}
      <Button mt="sm" loading={report.isPending} onClick={send}>
        {t("work.report.send")}
      </Button>
    </section>
  );
}
