import { Button, Group } from "@mantine/core";
import { Suspense, useState } from "react";
import { fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import type { PersonRef, Score, SelfScore } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { formatMonth } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { formatPlain } from "../model/decimal";
import {
  bodyOf,
  faultOf,
  fullMarks,
  type GeneralForm,
  type GroupRule,
  leadFault,
  pointsIn,
  sameForm,
  sumOf,
  withPoints,
} from "../model/general";
import { generalMax } from "../model/score";
import { asSelf } from "../model/self";
import { useGiveGeneral } from "../queries";
import classes from "./General.module.css";
import { GroupField } from "./GroupField";
import { LeadFields } from "./LeadFields";

const GeneralConflict = lazyPart(async () => (await import("./GeneralConflict")).default);

/** Props of GeneralModal; stored is what the sheet holds now. */
interface Props {
  person: PersonRef;
  period: string;
  rules: GroupRule[];
  stored: GeneralForm;
  /** What the person gave themselves. */
  self?: SelfScore;
  onClose: () => void;
}

/** GeneralModal gives a person the points of the general criteria, group by group; what is typed survives a reload. */
export default function GeneralModal({ person, period, rules, stored, self, onClose }: Props) {
  const draft = useDraft<GeneralForm | undefined>(`evaluation.general.${person.id}.${period}`, undefined);
  const form = draft.value ?? stored;
  const [tried, setTried] = useState(false);
  const give = useGiveGeneral(person.id, period);
  const fields = fieldErrors(give.error);
  const conflict = isConflict<Score>(give.error) ? give.error.current : undefined;
  const closed = conflict !== undefined && !conflict.acts.includes("general");

  const change = (next: GeneralForm) => draft.set(next);
  const send = (next: GeneralForm) => {
    setTried(true);
    if (rules.some((rule) => faultOf(next, rule) !== undefined) || leadFault(next.lead) !== undefined) return;
    give.mutate(bodyOf(next, rules), {
      onSuccess: () => {
        draft.clear();
        onClose();
        void toast(t("evaluation.given", { name: person.name }));
      },
    });
  };
  const phone = usePhone();
  const total = sumOf(form, rules);

  if (conflict !== undefined && !closed) {
    return (
      <Suspense>
        <GeneralConflict
          mine={form}
          theirs={conflict}
          rules={rules}
          onKeep={() => {
            draft.clear();
            onClose();
          }}
          onSend={(next) => {
            change(next);
            send(next);
          }}
          onClose={give.reset}
        />
      </Suspense>
    );
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={phone}
      size={640}
      title={t("evaluation.give.title", { name: person.name, month: formatMonth(period) })}
    >
      <div className={classes.head}>
        <span>{t("evaluation.give.rule")}</span>
        <Group gap="xs" wrap="nowrap">
          {self !== undefined && (
            <Button variant="default" size="xs" onClick={() => change(asSelf(form, self))}>
              {t("evaluation.self.take")}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => change(fullMarks(form, rules))}>
            {t("evaluation.give.full")}
          </Button>
        </Group>
      </div>
      {rules.map((rule, i) => (
        <GroupField
          key={rule.key}
          rule={rule}
          value={pointsIn(form, rule.key)}
          fault={tried ? faultOf(form, rule) : undefined}
          refused={{ points: fields[`groups[${i}].points`], remark: fields[`groups[${i}].remark`] }}
          own={self?.groups.find(({ key }) => key === rule.key)}
          onChange={(next) => change(withPoints(form, rule.key, next))}
        />
      ))}
      {self?.leadership !== undefined && (
        <p className={classes.own}>
          {t("evaluation.self.lead", { dd: self.leadership.dd, e: self.leadership.e })} {self.leadership.reason}
        </p>
      )}
      {form.lead !== undefined && (
        <LeadFields
          value={form.lead}
          tried={tried}
          refused={{
            dd: fields["leadership.dd"],
            e: fields["leadership.e"],
            reason: fields["leadership.reason"],
          }}
          onChange={(next) => change({ ...form, lead: { reason: "", ...form.lead, ...next } })}
        />
      )}
      {give.isError && (closed || !isConflict(give.error)) && (
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
        <Button
          variant="default"
          ml="auto"
          onClick={() => {
            if (sameForm(form, stored, rules)) draft.clear();
            onClose();
          }}
        >
          {t("cancel")}
        </Button>
        <Button loading={give.isPending} onClick={() => send(form)}>
          {t("evaluation.give.send")}
        </Button>
      </Group>
    </Dialog>
  );
}
