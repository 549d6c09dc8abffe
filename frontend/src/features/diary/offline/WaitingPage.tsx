import { Button } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconCloudUp, IconGitCompare, type TablerIcon } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import { formatDay, formatDayTitle, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { EmptyState } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { DiaryBar } from "../components/DiaryBar";
import { type Change, changesOf } from "./changes";
import type { Waiting } from "./queue";
import { useSend } from "./useSending";
import { queueOf, useWaiting } from "./useWaiting";
import classes from "./Waiting.module.css";

/** WaitingPage lists what of the diary lies on this device alone (chưa gửi), day by day, each thing with how it stands. */
export function WaitingPage() {
  const rows = useWaiting().filter((row) => changesOf(row).length > 0);
  const send = useSend();
  const [sending, setSending] = useState(false);
  const sendNow = () => {
    setSending(true);
    void send().finally(() => setSending(false));
  };
  return (
    <Page title={t("diary.waiting.title")} bar={<DiaryBar />}>
      {rows.length === 0 ? (
        <EmptyState
          icon={IconCircleCheck}
          title={t("diary.waiting.empty")}
          text={t("diary.waiting.emptyText")}
          action={
            <Button component={Link} to="/diary" variant="default">
              {t("nav.diary")}
            </Button>
          }
        />
      ) : (
        <>
          <div className={classes.head}>
            <p>{t("diary.waiting.text")}</p>
            <Button loading={sending} onClick={sendNow}>
              {t("diary.waiting.send")}
            </Button>
          </div>
          {rows.map((row) => (
            <DayWaiting key={row.date} row={row} />
          ))}
        </>
      )}
    </Page>
  );
}

/** DayWaiting is one day of the list. */
function DayWaiting({ row }: { row: Waiting }) {
  const queue = queueOf(useMe().id);
  const { date, trouble } = row;
  const changes = changesOf(row);
  const { icon: Icon, text } = standing(trouble);
  const copy = async () => {
    await navigator.clipboard.writeText(changes.map((change) => change.text).join("\n"));
    await toast(t("conflict.copied"));
  };
  return (
    <section className={classes.day} aria-label={formatDayTitle(date)}>
      <h2 className={classes.date}>
        <Link to={`/diary/${date}`}>{formatDayTitle(date)}</Link>
      </h2>
      <p className={classes.standing} data-trouble={trouble?.kind}>
        <Icon size={16} stroke={1.6} aria-hidden /> {text}
      </p>
      <ul className={classes.changes}>
        {changes.map((change) => (
          <Row key={change.key} change={change} />
        ))}
      </ul>
      {trouble !== undefined && (
        <div className={classes.acts}>
          <Button component={Link} to={`/diary/${date}`} size="xs">
            {trouble.kind === "conflict" ? t("diary.conflict.open") : t("diary.waiting.open", { day: formatDay(date) })}
          </Button>
          <Button variant="default" size="xs" onClick={() => void copy()}>
            {t("conflict.copy")}
          </Button>
          {trouble.kind === "refused" && (
            <Button variant="default" size="xs" onClick={() => void queue.drop(date)}>
              {t("diary.waiting.drop")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Row({ change: { kind, text, at } }: { change: Change }) {
  return (
    <li className={classes.change}>
      <span className={classes.kind}>{t(`diary.waiting.${kind}`)}</span>
      <span>
        {kind !== "submit" && <span className={classes.text}>{text || t("diary.waiting.emptied")}</span>}
        {at !== undefined && <span className={classes.at}>{t("diary.waiting.at", { time: formatInstant(at) })}</span>}
      </span>
    </li>
  );
}

/** standing says how a day stands. */
function standing(trouble: Waiting["trouble"]): { icon: TablerIcon; text: string } {
  switch (trouble?.kind) {
    case "conflict":
      return { icon: IconGitCompare, text: t("diary.waiting.conflict") };
    case "refused":
      return { icon: IconAlertCircle, text: trouble.text };
    case undefined:
      return { icon: IconCloudUp, text: `${t("diary.waiting.waits")}, ${t("diary.waiting.auto")}` };
  }
}
