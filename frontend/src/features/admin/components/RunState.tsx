import { IconAlertTriangle, IconCircleCheck, IconRefresh } from "@tabler/icons-react";
import type { JobRun } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./Admin.module.css";

const looks = { running: IconRefresh, done: IconCircleCheck, failed: IconAlertTriangle };

/** RunState says in a sign and a word how a run stands. */
export function RunState({ run }: { run: JobRun }) {
  const Icon = looks[run.state];
  return (
    <span className={classes.state} data-state={run.state}>
      <Icon size={18} stroke={1.6} aria-hidden />
      {t(`admin.state.${run.state}`)}
    </span>
  );
}
