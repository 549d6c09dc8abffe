import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCheck, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { formatDayNear, formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { CoordinateDialog } from "./CoordinateDialog";
import { type Part, type PartAsk, PartDialog, partName } from "./PartDialog";
import classes from "./Parts.module.css";
import { refOf, usePartAct } from "./queries";
import { ShareBar } from "./ShareBar";

/** Props of Parts. */
interface Props {
  task: Task;
  today: string;
}

/**
 * Parts are who helps with a task (phối hợp): what share each has, until when, what was handed in and what the lead made of it.
 * Whoever does a part hands it in here, its lead takes it or sends it back, the head of a unit names who does it, and the
 * assigner changes all of that. Where nobody helps and nobody could be named there is nothing.
 */
export function Parts({ task, today }: Props) {
  const [asked, setAsked] = useState<{ part: Part; ask: PartAsk; task: Task }>();
  const [changing, setChanging] = useState(false);
  const { coordinators, mayCoordinate = false } = task;
  if (coordinators.length === 0 && !mayCoordinate) return null;
  const shared = task.leadShare < 100;
  return (
    <section className={classes.section}>
      <SectionTitle
        large
        title={t("task.coordinators")}
        count={coordinators.length > 0 ? coordinators.length : undefined}
        end={
          mayCoordinate && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconUsers size={16} stroke={1.6} />}
              onClick={() => setChanging(true)}
            >
              {t("task.part.coordinate")}
            </Button>
          )
        }
      />
      {coordinators.length === 0 && <p className={classes.note}>{t("task.part.none")}</p>}
      {shared && (
        <ShareBar
          parts={[
            { name: task.lead.person?.name ?? task.lead.unit.name, share: task.leadShare },
            ...coordinators.map((part) => ({ name: partName(part), share: part.share ?? 0 })),
          ]}
        />
      )}
      <ul className={classes.list}>
        {shared && (
          <li className={classes.row}>
            <div className={classes.who}>
              {task.lead.person?.name ?? task.lead.unit.name}
              <span className={classes.second}>{t("task.part.leads")}</span>
            </div>
            <strong className={classes.share}>{task.leadShare}%</strong>
          </li>
        )}
        {coordinators.map((part) => (
          <Row
            key={part.person?.id ?? part.unit.id}
            task={task}
            part={part}
            today={today}
            onAsk={(ask) => setAsked({ part, ask, task })}
          />
        ))}
      </ul>
      {asked !== undefined && <PartDialog {...asked} onClose={() => setAsked(undefined)} />}
      {changing && <CoordinateDialog task={task} onClose={() => setChanging(false)} />}
    </section>
  );
}

/** Props of Row. */
interface RowProps extends Props {
  part: Part;
  onAsk: (ask: PartAsk) => void;
}

function Row({ task, part, today, onAsk }: RowProps) {
  const take = usePartAct(task, "answer");
  const { unit, person, doer, share, dueOn, timeliness, delivered = false, handIns } = part;
  const last = handIns.at(-1);
  const done = () =>
    take.mutate(
      { of: refOf(part), taken: true },
      { onSuccess: () => void toast(t("task.part.done.take", { name: partName(part) })) },
    );
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        {partName(part)}
        <span className={classes.second}>
          {person !== undefined && unit.shortName}
          {person === undefined &&
            (doer === undefined ? t("task.part.unnamed") : t("task.part.by", { name: doer.name }))}
          {dueOn !== undefined && ` · ${t("task.part.due", { day: formatDayNear(dueOn, today) })}`}
        </span>
        {share === undefined && <span className={classes.second}>{t("task.part.noShareWhy")}</span>}
      </div>
      <div className={classes.state}>
        {delivered && timeliness.kind === "on_track" ? (
          t("task.part.isDelivered")
        ) : (
          <DueLabel timeliness={timeliness} state={delivered ? "submitted" : "in_progress"} amount />
        )}
      </div>
      <strong className={classes.share}>{share === undefined ? t("task.part.noShare") : `${share}%`}</strong>
      {last !== undefined && (
        <div className={classes.handIn}>
          <p>
            <strong>{last.by.name}</strong> {t("task.part.handedIn", { time: formatInstantNear(last.at, today) })}
          </p>
          <p className={classes.text}>{last.note}</p>
          <p className={classes.answer}>
            {last.answer === undefined ? (
              t("task.part.waits")
            ) : (
              <>
                {last.answer.taken ? (
                  <IconCheck size={16} stroke={1.8} aria-hidden />
                ) : (
                  <IconArrowBackUp size={16} stroke={1.8} aria-hidden />
                )}
                {t(last.answer.taken ? "task.part.taken" : "task.part.returned", {
                  name: last.answer.by.name,
                  time: formatInstantNear(last.answer.at, today),
                })}
              </>
            )}
          </p>
          {last.answer?.reason !== undefined && <p className={classes.text}>{last.answer.reason}</p>}
        </div>
      )}
      <div className={classes.buttons}>
        {part.mayDeliver === true && (
          <Button size="xs" onClick={() => onAsk("deliver")}>
            {t("task.part.deliver")}
          </Button>
        )}
        {part.mayName === true && (
          <Button size="xs" variant="default" onClick={() => onAsk("name")}>
            {t("task.part.name")}
          </Button>
        )}
        {part.mayTake === true && (
          <Button size="xs" variant="default" loading={take.isPending} onClick={done}>
            {t("task.part.take")}
          </Button>
        )}
        {part.mayReturn === true && (
          <Button size="xs" variant="default" onClick={() => onAsk("return")}>
            {t("task.part.return")}
          </Button>
        )}
      </div>
      {take.error !== null && <FieldError>{sentenceOf(take.error)}</FieldError>}
    </li>
  );
}
