import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import type { Score } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { formatMonth } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import classes from "../components/General.module.css";
import { GroupField } from "../components/GroupField";
import { LeadFields } from "../components/LeadFields";
import { formatPlain } from "../model/decimal";
import { faultOf, fullMarks, leadFault, pointsIn, sumOf, withPoints } from "../model/general";
import { generalMax } from "../model/score";
import { type SelfForm, selfBodyOf, selfFormOf } from "../model/self";
import { useGiveSelf } from "../queries";

/** SelfModal assesses oneself for a month (tự chấm điểm); what is typed survives a reload, Ctrl + Enter sends it. */
export default function SelfModal({ score, onClose }: { score: Score; onClose: () => void }) {
  const { period, generalGroups: rules } = score;
  const draft = useDraft<SelfForm | undefined>(`evaluation.self.${period}`, undefined);
  const stored = selfFormOf(score);
  // Somebody's other screen may have sent meanwhile: what is typed here goes on from there.
  const form = { ...(draft.value ?? stored), version: stored.version };
  const [tried, setTried] = useState(false);
  const give = useGiveSelf(period);
  const fields = fieldErrors(give.error);
  const phone = usePhone();
  const total = sumOf(form, rules);
  const change = (next: Partial<SelfForm>) => draft.set({ ...form, ...next });
  const send = () => {
    setTried(true);
    if (give.isPending) return;
    if (rules.some((rule) => faultOf(form, rule) !== undefined) || leadFault(form.lead) !== undefined) return;
    give.mutate(selfBodyOf(form, rules), {
      onSuccess: () => {
        draft.clear();
        onClose();
        void toast(t("evaluation.self.sent"));
      },
    });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={phone}
      size={640}
      title={t("evaluation.self.title", { month: formatMonth(period) })}
    >
      <Restored draft={draft} />
      <div className={classes.head}>
        <span>{t("evaluation.self.rule")}</span>
        <Button variant="default" size="xs" data-autofocus onClick={() => change(fullMarks(form, rules))}>
          {t("evaluation.self.full")}
        </Button>
      </div>
      {rules.map((rule, i) => (
        <GroupField
          key={rule.key}
          rule={rule}
          value={pointsIn(form, rule.key)}
          fault={tried ? faultOf(form, rule) : undefined}
          refused={{ points: fields[`groups[${i}].points`], remark: fields[`groups[${i}].remark`] }}
          onChange={(next) => change(withPoints(form, rule.key, next))}
        />
      ))}
      {form.lead !== undefined && (
        <LeadFields
          value={form.lead}
          tried={tried}
          refused={{ dd: fields["leadership.dd"], e: fields["leadership.e"], reason: fields["leadership.reason"] }}
          onChange={(next) => change({ lead: { reason: "", ...form.lead, ...next } })}
        />
      )}
      {(["strengths", "limits"] as const).map((part) => (
        <Textarea
          key={part}
          className={classes.said}
          label={t(`evaluation.self.${part}`)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4000}
          value={form[part]}
          onChange={(event) => change({ [part]: event.currentTarget.value })}
          error={fields[part] === undefined ? undefined : <FieldError>{fields[part]}</FieldError>}
        />
      ))}
      {give.isError && (isConflict(give.error) || Object.keys(fields).length === 0) && (
        <div className={classes.fault} role="alert">
          <FieldError>
            {sentenceOf(give.error)} {t("error.textIsSafe")}
          </FieldError>
        </div>
      )}
      <Group className={classes.foot}>
        <span>
          {t("evaluation.give.sum")}{" "}
          <strong>{total === undefined ? t("evaluation.none") : formatDecimal(total)}</strong>{" "}
          {t("evaluation.outOf", { max: formatPlain(generalMax(rules)) })}
        </span>
        <Button variant="default" ml="auto" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button loading={give.isPending} onClick={send}>
          {t(score.self === undefined ? "evaluation.self.send" : "evaluation.self.sendAgain")}
        </Button>
      </Group>
    </Dialog>
  );
}
