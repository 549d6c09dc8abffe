import { Button, Checkbox, Group } from "@mantine/core";
import { IconBell, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { EvalClosure } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ErrorState, FieldError, Note, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { closureQuery, useClosePeriod, useRemindSuperiors } from "../queries";
import classes from "./General.module.css";

/** Props of ClosingForm. */
interface Props {
  period: string;
  onDone: () => void;
}

/**
 * ClosingForm says whom and what a close reaches, names who lacks points, and closes only after a tick. While superiors still
 * have time to give points, one person asks for the close and another confirms it.
 */
export function ClosingForm({ period, onDone }: Props) {
  const [understood, setUnderstood] = useState(false);
  const closure = useQuery(closureQuery(period));
  const close = useClosePeriod();
  const month = formatMonth(period);
  const run = (seen: EvalClosure) =>
    close.mutate(seen, {
      onSuccess: ({ ordered }) => {
        onDone();
        void toast(t(ordered === undefined ? "evaluation.close.asked" : "evaluation.close.begun", { month }));
      },
      // The month may have moved on meanwhile: the numbers are asked anew, and so is the tick.
      onError: () => setUnderstood(false),
    });
  if (closure.data === undefined) {
    return closure.isError ? (
      <ErrorState
        title={t("evaluation.close.failed")}
        error={closure.error}
        onRetry={() => void closure.refetch()}
        textIsSafe
      />
    ) : (
      <SkeletonRows />
    );
  }
  const { ungraded, undecided, next, second, asked, mine } = closure.data;
  return (
    <>
      <p className={classes.reach}>{t("evaluation.close.reach", { month })}</p>
      <ul className={classes.facts}>
        <li>
          {ungraded === 0 ? t("evaluation.close.ungraded.none") : t("evaluation.close.ungraded", { n: ungraded })}
        </li>
        <li>
          {undecided === 0
            ? t("evaluation.close.undecided.none")
            : t("evaluation.close.undecided", { n: undecided, month: formatMonth(next) })}
        </li>
        <li>{t("evaluation.close.text")}</li>
      </ul>
      <Ungraded closure={closure.data} />
      {second && (
        <Note icon={IconUsers}>
          {asked === undefined
            ? t("evaluation.close.second")
            : t(mine ? "evaluation.close.askedByMe" : "evaluation.close.askedBy", { name: asked.name })}
        </Note>
      )}
      <Checkbox
        size="sm"
        label={t("evaluation.close.understood", { month })}
        checked={understood}
        onChange={(event) => setUnderstood(event.currentTarget.checked)}
      />
      {close.isError && (
        <div className={classes.fault} role="alert">
          <FieldError>{sentenceOf(close.error)}</FieldError>
        </div>
      )}
      <Group className={classes.foot} justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button disabled={!understood || (second && mine)} loading={close.isPending} onClick={() => run(closure.data)}>
          {t(second && asked === undefined ? "evaluation.close.ask" : "evaluation.close.all")}
        </Button>
      </Group>
    </>
  );
}

/** Ungraded names the people without general points by unit, and offers to remind their superiors. */
function Ungraded({ closure: { period, ungraded, units } }: { closure: EvalClosure }) {
  const remind = useRemindSuperiors();
  if (ungraded === 0) return null;
  const named = units.reduce((n, { people }) => n + people.length, 0);
  return (
    <>
      <ul className={classes.units}>
        {units.map(({ unit, people }) => (
          <li key={unit.id}>
            <strong>{t("evaluation.close.unit", { unit: unit.name, n: people.length })}</strong>
            {people.map(({ name }) => name).join(", ")}
          </li>
        ))}
        {named < ungraded && <li>{t("evaluation.close.more", { n: ungraded - named })}</li>}
      </ul>
      <Group className={classes.remind}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBell size={16} stroke={1.6} aria-hidden />}
          loading={remind.isPending}
          disabled={remind.isSuccess}
          onClick={() => remind.mutate(period)}
        >
          {t("evaluation.close.remind")}
        </Button>
        <span role="status">
          {remind.isSuccess && t("evaluation.close.reminded", { n: remind.data.people })}
          {remind.isError && <FieldError>{sentenceOf(remind.error)}</FieldError>}
        </span>
      </Group>
    </>
  );
}
