import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "../components/Admin.module.css";
import { DiaryLock } from "../components/DiaryLock";
import { Doctor } from "../components/Doctor";
import { JobsTable } from "../components/JobsTable";
import { Runs } from "../components/Runs";
import { doctorQuery, jobsQuery } from "../queries";

/** AdminPage is Quản trị: the scheduled jobs with their runs, what the agency sets of its diaries, and beside them what is well with the installation. */
export function AdminPage() {
  const jobs = useQuery(jobsQuery());
  const [chosen, setChosen] = useState<string>();
  const items = jobs.data?.items ?? [];
  const open = items.find((job) => job.name === chosen);
  return (
    <Page
      title={t("nav.admin")}
      actions={<Version />}
      aside={<Doctor />}
      asideWidth={404}
      asideLabel={t("admin.doctor")}
    >
      <SectionTitle
        title={t("admin.jobs")}
        count={items.length > 0 ? items.length : undefined}
        end={<span className={classes.note}>{t("admin.jobs.note")}</span>}
      />
      {jobs.isPending && <SkeletonRows />}
      {jobs.isError && jobs.data === undefined && (
        <ErrorState title={t("admin.jobs.failed")} error={jobs.error} onRetry={() => void jobs.refetch()} />
      )}
      {jobs.isSuccess && (
        <JobsTable
          jobs={items}
          chosen={chosen}
          onChoose={(name) => setChosen((before) => (before === name ? undefined : name))}
        />
      )}
      {open !== undefined && <Runs job={open} />}
      <DiaryLock />
    </Page>
  );
}

function Version() {
  const { data } = useQuery(doctorQuery());
  return data === undefined ? null : (
    <span className={classes.version}>{t("admin.version", { version: data.version })}</span>
  );
}
