import { ActionIcon, Anchor, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import type { IncomingDocument } from "../api";
import { receiversOf } from "../model/line";
import { incomingQuery } from "../queries";
import { CancelDialog } from "./CancelDialog";
import { DirectDialog } from "./DirectDialog";
import { EntryDialog } from "./EntryDialog";
import classes from "./Incoming.module.css";
import { Scan } from "./Scan";
import { Settling } from "./Settling";

/** Props of LinePanel. */
interface Props {
  id: string;
  onClose: () => void;
}

/** LinePanel is one line of the register: the document, what leaders said, how far its work is, and what I may do. */
export function LinePanel({ id, onClose }: Props) {
  const query = useQuery(incomingQuery(id));
  const line = query.data;
  const [asked, setAsked] = useState<"edit" | "cancel" | "direct">();
  const done = () => setAsked(undefined);
  return (
    <div className={classes.panelBody}>
      <div className={classes.panelHead}>
        <span className={classes.second}>
          {line !== undefined &&
            t("incoming.line", {
              n: line.n,
              year: line.year,
              body: line.body.shortName,
              day: formatDay(line.arrivedOn),
            })}
        </span>
        <ActionIcon variant="subtle" color="gray" aria-label={t("close")} onClick={onClose}>
          <IconX size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </div>
      {query.isPending && <SkeletonRows rows={3} />}
      {query.isError && line === undefined && (
        <ErrorState title={t("incoming.line.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {line !== undefined && (
        <>
          <h2 className={classes.panelTitle}>
            <UrgencyWord urgency={line.urgency} />
            {line.type !== undefined && `${line.type}: `}
            {line.abstract}
          </h2>
          <Facts line={line} />
          <Directions line={line} />
          <Scan key={line.id} line={line} />
          {(line.direct || line.edit || line.cancel) && (
            <div className={classes.panelFoot}>
              {line.direct && <Button onClick={() => setAsked("direct")}>{t("incoming.direct")}</Button>}
              {line.edit && (
                <Button variant="default" onClick={() => setAsked("edit")}>
                  {t("incoming.edit")}
                </Button>
              )}
              {line.cancel && (
                <Button variant="subtle" color="gray" onClick={() => setAsked("cancel")}>
                  {t("incoming.cancel")}
                </Button>
              )}
            </div>
          )}
          {asked === "edit" && <EntryDialog line={line} onDone={done} onClose={done} />}
          {asked === "cancel" && <CancelDialog line={line} onClose={done} />}
          {asked === "direct" && <DirectDialog line={line} onClose={done} />}
        </>
      )}
    </div>
  );
}

/** Facts are what the register says of a document. */
function Facts({ line }: { line: IncomingDocument }) {
  const facts: [string, string | undefined][] = [
    [t("incoming.field.number"), `${line.number}, ${formatDay(line.date)}`],
    [t("incoming.field.issuer"), line.issuer],
    [t("incoming.field.receivers"), receiversOf(line)],
    [t("incoming.field.handedOn"), line.handedOn === undefined ? undefined : formatDay(line.handedOn)],
    [t("incoming.field.signedBy"), line.signedBy],
    [t("incoming.column.answer"), line.answer ?? (line.toAnswer ? t("incoming.unanswered") : undefined)],
    [t("incoming.field.note"), line.note],
    [t("incoming.by"), `${line.by.name}, ${formatInstant(line.at)}`],
    [t("incoming.state.cancelled"), line.cancelled],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Directions are what leaders said, each with its work. */
function Directions({ line }: { line: IncomingDocument }) {
  return (
    <section>
      <SectionTitle title={t("incoming.directions")} end={<Settling row={line} />} />
      {line.directions.length === 0 && <p className={classes.second}>{t("incoming.directions.none")}</p>}
      {line.directions.map((said) => (
        <div key={said.at} className={classes.said}>
          <p className={classes.second}>
            {said.by.name}, {formatInstant(said.at)}
          </p>
          {said.text !== undefined && <p className={classes.text}>{said.text}</p>}
          <ul className={classes.tasks}>
            {said.tasks.map((task) => (
              <li key={task.id}>
                <Anchor component={Link} to={`/tasks/${task.id}`}>
                  {task.title}
                </Anchor>
                <span className={classes.second}>
                  {task.lead.person?.name ?? task.lead.unit.shortName} ·{" "}
                  <DueLabel timeliness={task.timeliness} state={task.state} amount />
                </span>
              </li>
            ))}
            {said.hidden > 0 && <li className={classes.second}>{t("incoming.hidden", { n: said.hidden })}</li>}
          </ul>
        </div>
      ))}
    </section>
  );
}
