import { Anchor, Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, useParams } from "react-router";
import { Files } from "@/features/task/files/Files";
import { filesQuery } from "@/features/task/files/queries";
import { QuickAdd } from "@/features/task/quick/QuickAdd";
import { Node } from "@/features/task/tree/Children";
import treeClasses from "@/features/task/tree/Children.module.css";
import { useToday } from "@/shared/api/today";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { Conclusion } from "../api";
import classes from "../components/Incoming.module.css";
import { progressText } from "../model/line";
import { conclusionQuery, incomingKeys, minutesOf } from "../queries";

/** ConclusionPage is the conclusions of one meeting: what was decided, the work of it, how far it is and with whom it lies. */
export function ConclusionPage() {
  const { id = "" } = useParams();
  const query = useQuery(conclusionQuery(id));
  const meeting = query.data;
  const phone = usePhone();
  return (
    <Page
      title={meeting === undefined ? t("nav.conclusions") : `${t("nav.conclusions")} ${meeting.number}`}
      bar={
        <Anchor component={Link} to="/conclusions">
          {t("nav.conclusions")}
        </Anchor>
      }
      actions={
        // On a phone the shell's own buttons stand there; its menu prints.
        !phone && (
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} stroke={1.6} aria-hidden />}
            onClick={() => window.print()}
          >
            {t("incoming.meeting.print")}
          </Button>
        )
      }
    >
      {query.isPending && <SkeletonRows />}
      {query.isError && meeting === undefined && (
        <ErrorState title={t("incoming.meeting.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {meeting !== undefined && <Body key={meeting.id} meeting={meeting} />}
    </Page>
  );
}

function Body({ meeting }: { meeting: Conclusion }) {
  const today = useToday()?.date ?? "";
  const client = useQueryClient();
  const place = useMemo(() => minutesOf(meeting.id), [meeting.id]);
  const files = useQuery(filesQuery(place));
  return (
    <>
      <h1 className={classes.meetingTitle}>{meeting.abstract}</h1>
      <p className={classes.second}>
        {[
          [meeting.type, meeting.number].filter(Boolean).join(" "),
          formatDay(meeting.date),
          meeting.issuer,
          `${meeting.by.name}, ${formatInstant(meeting.at)}`,
        ].join(" · ")}
      </p>
      <SectionTitle
        large
        title={t("incoming.meeting.tasks")}
        count={meeting.tasks.length}
        end={progressText(meeting.progress) ?? t("incoming.meeting.settled.none")}
      />
      <ul className={treeClasses.list}>
        {meeting.tasks.map((task) => (
          <Node key={task.id} node={{ ...task, depth: 1 }} today={today} />
        ))}
      </ul>
      {meeting.hidden > 0 && <p className={classes.second}>{t("incoming.hidden", { n: meeting.hidden })}</p>}
      {meeting.more && (
        <div className={`${classes.more} cv-noprint`}>
          <SectionTitle title={t("incoming.meeting.more")} />
          <QuickAdd
            documentId={meeting.id}
            onMade={() => void client.invalidateQueries({ queryKey: incomingKeys.conclusion(meeting.id) })}
          />
        </div>
      )}
      {(files.data?.items.length ?? 0) > 0 && (
        <Files place={place} title={t("incoming.scan")} today={today} bring={false} />
      )}
    </>
  );
}
