import { useQuery } from "@tanstack/react-query";
import type { DiaryDay, DiaryVersion } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { placesText } from "../components/Places";
import { versionsQuery } from "../queries";
import classes from "./Versions.module.css";
import { changesOf, type LineChange, textOf } from "./versions";

/** DayVersions shows what a day said each time that it was sent, decided or corrected: nothing of it is ever overwritten. */
export function DayVersions({ day, onClose }: { day: DiaryDay; onClose: () => void }) {
  const versions = useQuery(versionsQuery(day));
  const phone = usePhone();
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      fullScreen={phone}
      title={t("diary.versions.title", { date: formatDay(day.date) })}
    >
      {versions.isPending && <SkeletonRows rows={3} />}
      {versions.isError && (
        <ErrorState title={t("diary.versions.failed")} error={versions.error} onRetry={() => void versions.refetch()} />
      )}
      <ol className={classes.list}>
        {versions.data?.items.map((version, i, all) => (
          <Version key={version.version} version={version} before={all[i + 1]} />
        ))}
      </ol>
    </Dialog>
  );
}

function Version({ version, before }: { version: DiaryVersion; before?: DiaryVersion }) {
  const others = [
    { label: t("diary.versions.place"), of: (v: DiaryVersion) => placesText(v.place) },
    { label: t("diary.plan"), of: (v: DiaryVersion) => v.plan },
    { label: t("diary.difficulties"), of: (v: DiaryVersion) => v.difficulties },
  ].filter(({ of }) => of(version) !== (before === undefined ? "" : of(before)));
  return (
    <li className={classes.version}>
      <h3 className={classes.head}>{t(`diary.versions.${version.act}`)}</h3>
      <p className={classes.by}>
        {version.by.name} · {formatInstant(version.at)}
      </p>
      {version.reason !== undefined && <p className={classes.reason}>“{version.reason}”</p>}
      <ul className={classes.lines}>
        {changesOf(version, before).map((change) => (
          <Line key={change.id} change={change} />
        ))}
        {others.map(({ label, of }) => (
          <li key={label}>
            <span className={classes.kind}>{label}</span>
            <span>{of(version) === "" ? t("diary.change.empty") : of(version)}</span>
            {before !== undefined && of(before) !== "" && (
              <span className={classes.before}>{t("diary.change.before", { text: of(before) })}</span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Line({ change: { kind, entry, before } }: { change: LineChange }) {
  return (
    <li>
      {kind !== "same" && <span className={classes.kind}>{t(`diary.change.${kind}`)}</span>}
      {kind === "removed" ? <del>{textOf(entry)}</del> : <span>{textOf(entry)}</span>}
      {before !== undefined && <span className={classes.before}>{t("diary.change.before", { text: before })}</span>}
    </li>
  );
}
