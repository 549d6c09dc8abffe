import { Button } from "@mantine/core";
import { IconGavel, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { useSettled } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import type { ConclusionRow } from "../api";
import classes from "../components/Incoming.module.css";
import { progressText } from "../model/line";
import { conclusionPagesQuery } from "../queries";

/** ConclusionsPage is Kết luận cuộc họp: what meetings decided, and how far the work of each is. */
export function ConclusionsPage() {
  const me = useMe();
  const [words, setWords] = useState("");
  const settled = useSettled(words.trim());
  const query = useInfiniteQuery(conclusionPagesQuery(settled || undefined));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t("nav.conclusions")}
      flush
      actions={
        me.can.assign && (
          <Button
            component={Link}
            to="/conclusions/new"
            leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}
            className="cv-noprint"
          >
            {t("incoming.meeting.new")}
          </Button>
        )
      }
    >
      <search className={`${classes.tools} cv-noprint`}>
        <TextInput
          className={classes.search}
          aria-label={t("incoming.meeting.search")}
          placeholder={t("incoming.meeting.search")}
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </search>
      <div className={classes.list}>
        {query.isPending && <SkeletonRows />}
        {query.isError && query.data === undefined && (
          <ErrorState title={t("incoming.meeting.failed")} error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data !== undefined && rows.length === 0 && (
          <EmptyState icon={IconGavel} title={t("incoming.meeting.none")} text={t("incoming.meeting.none.text")} />
        )}
        <ul className={classes.meetings}>
          {rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </ul>
        {query.hasNextPage && (
          <div className={classes.foot}>
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("more")}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function Line({ row }: { row: ConclusionRow }) {
  const { timeliness } = row.progress;
  return (
    <li className={classes.line}>
      <div>
        <Link className={classes.open} to={`/conclusions/${row.id}`}>
          {row.abstract}
        </Link>
        <span className={classes.second}>
          {[[row.type, row.number].filter(Boolean).join(" "), formatDay(row.date), row.by.name].join(" · ")}
        </span>
      </div>
      <div>
        {timeliness.kind !== "none" && <DueLabel timeliness={timeliness} amount />}
        <span className={classes.second}>{progressText(row.progress) ?? t("incoming.meeting.settled.none")}</span>
      </div>
    </li>
  );
}
