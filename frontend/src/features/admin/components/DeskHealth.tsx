import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { JobStatus } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { doctorQuery, jobsQuery } from "../queries";
import classes from "./Admin.module.css";
import { FindingRow, gravity } from "./Doctor";

/** DeskHealth is what of the installation asks for its administrator today: findings with what to do, and runs that failed. */
export function DeskHealth() {
  const doctor = useQuery(doctorQuery());
  const failed = (useQuery(jobsQuery()).data?.items ?? []).filter(({ last }) => last?.state === "failed");
  const all = doctor.data?.items ?? [];
  const troubles = all.filter(({ level }) => level !== "ok").sort((a, b) => gravity[a.level] - gravity[b.level]);
  const count = troubles.length + failed.length;
  return (
    <section className={classes.desk} aria-labelledby="desk-health">
      <SectionTitle
        id="desk-health"
        title={t("admin.desk")}
        count={count > 0 ? count : undefined}
        end={
          <Anchor component={Link} to="/admin" className="cv-noprint" fz="inherit" fw={500}>
            {t("admin.desk.open")}
          </Anchor>
        }
      />
      {doctor.isError && doctor.data === undefined && (
        <ErrorState title={t("admin.doctor.failed")} error={doctor.error} onRetry={() => void doctor.refetch()} />
      )}
      <ul className={classes.list}>
        {failed.map((job) => (
          <FailedJob key={job.name} job={job} />
        ))}
        {troubles.map((finding) => (
          <FindingRow key={finding.check} finding={finding} />
        ))}
      </ul>
      {doctor.data !== undefined && (
        <p className={classes.note}>{t("admin.desk.well", { n: all.length - troubles.length })}</p>
      )}
    </section>
  );
}

function FailedJob({ job: { name, title, last, next } }: { job: JobStatus }) {
  return (
    <FindingRow
      finding={{
        check: name,
        name: title,
        level: "broken",
        found: t("admin.desk.failed", { at: formatInstant(last?.finishedAt ?? last?.startedAt ?? next) }),
        advice: [last?.error, t("admin.desk.next", { at: formatInstant(next) })].filter(Boolean).join(" "),
      }}
    />
  );
}
