import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { OwnSession } from "@/shared/api/types";
import { formatInstant, formatInstantWhen } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { accountApi } from "../api";
import { deviceOf } from "../model/device";
import { ownSessionsQuery, useAccountAct } from "../queries";
import classes from "./Account.module.css";

/** OwnSessions lists where one is signed in; each other one can be ended, or all of them. */
export function OwnSessions() {
  const sessions = useQuery(ownSessionsQuery());
  const end = useAccountAct(accountApi.endSession);
  const others = useAccountAct(accountApi.endOthers);
  const items = sessions.data?.items ?? [];
  const failed = end.error ?? others.error;
  return (
    <>
      <SectionTitle
        title={t("account.sessions.title")}
        count={items.length || undefined}
        end={
          items.length > 1 && (
            <Button variant="subtle" size="xs" loading={others.isPending} onClick={() => others.mutate(undefined)}>
              {t("account.sessions.endOthers")}
            </Button>
          )
        }
      />
      {sessions.isError && sessions.data === undefined && (
        <ErrorState
          title={t("account.sessions.failed")}
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
        />
      )}
      {sessions.isPending && <SkeletonRows rows={2} />}
      {failed && <FieldError>{sentenceOf(failed)}</FieldError>}
      <ul className={classes.rows}>
        {items.map((one) => (
          <Row
            key={one.id}
            one={one}
            busy={end.isPending && end.variables === one.id}
            onEnd={() => end.mutate(one.id)}
          />
        ))}
      </ul>
    </>
  );
}

function Row({ one, busy, onEnd }: { one: OwnSession; busy: boolean; onEnd: () => void }) {
  const today = useToday()?.date;
  const { browser, system } = deviceOf(one.device);
  const device =
    browser === undefined || system === undefined
      ? (browser ?? system ?? t("account.sessions.unknown"))
      : t("account.sessions.device", { browser, system });
  const when = (instant: string) => (today === undefined ? formatInstant(instant) : formatInstantWhen(instant, today));
  return (
    <li className={classes.row}>
      <span>
        {device}
        <span className={classes.second}>
          {t("account.sessions.where", { address: one.address, began: when(one.began) })}
        </span>
      </span>
      {one.current ? (
        <strong>{t("account.sessions.current")}</strong>
      ) : (
        <>
          <span className={classes.second}>{t("account.sessions.used", { time: when(one.lastUsed) })}</span>
          <Button
            variant="default"
            size="xs"
            loading={busy}
            onClick={onEnd}
            aria-label={t("account.sessions.endOne", { device })}
          >
            {t("account.sessions.end")}
          </Button>
        </>
      )}
    </li>
  );
}
