import { Button, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Finding } from "@/shared/api/types";
import { formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { doctorQuery } from "../queries";
import classes from "./Admin.module.css";

const looks = { ok: IconCircleCheck, warn: IconAlertTriangle, broken: IconCircleX };
/** gravity orders findings, the worst first. */
export const gravity = { broken: 0, warn: 1, ok: 2 };

/** Doctor says what is well with the installation and what is not, the gravest first, with what to do about it. */
export function Doctor() {
  const doctor = useQuery(doctorQuery());
  const items = [...(doctor.data?.items ?? [])].sort((a, b) => gravity[a.level] - gravity[b.level]);
  return (
    <>
      <SectionTitle
        title={t("admin.doctor")}
        end={
          <>
            {doctor.data !== undefined && <span className={classes.note}>{formatTime(doctor.data.at)}</span>}
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRefresh size={14} />}
              loading={doctor.isFetching && doctor.data !== undefined}
              onClick={() => void doctor.refetch()}
            >
              {t("admin.doctor.again")}
            </Button>
          </>
        }
      />
      {doctor.isPending && <SkeletonRows rows={8} />}
      {doctor.isError && doctor.data === undefined && (
        <ErrorState title={t("admin.doctor.failed")} error={doctor.error} onRetry={() => void doctor.refetch()} />
      )}
      <ul className={classes.list}>
        {items.map((finding) => (
          <FindingRow key={finding.check} finding={finding} />
        ))}
      </ul>
    </>
  );
}

/** FindingRow is one finding: what was looked at, what was found, and what to do about it. */
export function FindingRow({ finding }: { finding: Finding }) {
  const { name, level, found, advice } = finding;
  const Icon = looks[level];
  return (
    <li className={classes.finding} data-level={level}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <VisuallyHidden>{t(`admin.level.${level}`)}: </VisuallyHidden>
      {advice === undefined ? (
        <>
          <span>{name}</span>
          <span className={classes.found}>{found}</span>
        </>
      ) : (
        <div className={classes.trouble}>
          <strong>{name}</strong>
          {found !== undefined && <span> · {found}</span>}
          <span className={classes.second}>{advice}</span>
        </div>
      )}
    </li>
  );
}
