import { Button } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { sentenceOf } from "@/shared/api/problem";
import type { Task, TaskLinks, TaskRow } from "@/shared/api/types";
import { formatDay, formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { LinkDialog } from "./LinkDialog";
import classes from "./Links.module.css";
import { type Link as LinkAct, taskLinksQuery, useLink } from "./queries";

/** Props of Links. */
interface Props {
  task: Task;
  today: string;
}

/**
 * Links are the tasks that this one waits for and those that wait for it (chờ việc, chặn việc): how far each is, until when and
 * with whom. Whoever may says here what waits, and takes it back. Where there is neither there is nothing.
 */
export function Links({ task, today }: Props) {
  const [adding, setAdding] = useState(false);
  const query = useQuery(taskLinksQuery(task.id));
  const links = query.data;
  if (links === undefined) {
    if (!query.isError) return null;
    return <ErrorState title={t("task.links.failed")} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!links.mayChange && isEmpty(links)) return null;
  return (
    <section className={classes.section}>
      <SectionTitle
        large
        title={t("task.links")}
        end={
          links.mayChange && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconHourglass size={16} stroke={1.6} />}
              onClick={() => setAdding(true)}
            >
              {t("task.links.add")}
            </Button>
          )
        }
      />
      {isEmpty(links) && <p className={classes.note}>{t("task.links.none")}</p>}
      <Side
        title={t("task.links.waitsFor")}
        rows={links.waitsFor}
        hidden={links.waitsHidden}
        today={today}
        release={(row) => (links.mayChange ? { task, blocker: row.id, waits: false } : undefined)}
      />
      <Side
        title={t("task.links.blocks")}
        rows={links.blocks}
        hidden={links.blocksHidden}
        today={today}
        release={(row) =>
          links.blocks.find(({ id }) => id === row.id)?.mayRelease === true
            ? { task: row, blocker: task.id, waits: false }
            : undefined
        }
      />
      {adding && <LinkDialog task={task} onClose={() => setAdding(false)} />}
    </section>
  );
}

function isEmpty({ waitsFor, waitsHidden, blocks, blocksHidden }: TaskLinks): boolean {
  return waitsFor.length + waitsHidden + blocks.length + blocksHidden === 0;
}

/** Props of Side; release: what takes a row off, nothing where the reader may not. */
interface SideProps {
  title: string;
  rows: TaskRow[];
  hidden: number;
  today: string;
  release: (row: TaskRow) => LinkAct | undefined;
}

function Side({ title, rows, hidden, today, release }: SideProps) {
  if (rows.length + hidden === 0) return null;
  return (
    <>
      <h3 className={classes.side}>{title}</h3>
      <ul className={classes.list} aria-label={title}>
        {rows.map((row) => (
          <Row key={row.id} row={row} today={today} release={release(row)} />
        ))}
      </ul>
      {hidden > 0 && <p className={classes.note}>{t("task.links.hidden", { n: hidden })}</p>}
    </>
  );
}

function Row({ row, today, release }: { row: TaskRow; today: string; release: LinkAct | undefined }) {
  const link = useLink();
  const { state, lead, dueOn, waiting } = row;
  const holders = waiting.map(({ name }) => name).join(", ");
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <StateGlyph state={state} />
        <div className={classes.text}>
          <Link className={classes.title} to={`/tasks/${row.id}`}>
            {row.title}
          </Link>
          <span className={classes.second}>
            <span className="cv-nowrap">{row.code}</span> · {lead.person?.name ?? lead.unit.shortName} ·{" "}
            {stateWord(state)}
            {holders !== "" && ` · ${t("task.holder.has", { name: holders })}`}
          </span>
        </div>
      </div>
      <div className={classes.due}>
        <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? state} amount />
        {dueOn !== undefined && (
          <time className={classes.second} dateTime={dueOn} title={formatDay(dueOn)}>
            {t("task.children.due", { day: formatDayNear(dueOn, today) })}
          </time>
        )}
      </div>
      {release !== undefined && (
        <Button
          size="xs"
          variant="default"
          loading={link.isPending}
          aria-label={t("task.links.releaseOf", { code: row.code })}
          onClick={() =>
            link.mutate(release, { onSuccess: () => void toast(t("task.links.released", { code: row.code })) })
          }
        >
          {t("task.links.release")}
        </Button>
      )}
      {link.isError && <FieldError>{sentenceOf(link.error)}</FieldError>}
    </li>
  );
}
