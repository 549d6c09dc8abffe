import type { JobRun } from "@/shared/api/types";
import { t } from "@/shared/i18n";

/** tookWords says how long a run took and how many parts it has done, or that it is going on. */
export function tookWords(run: JobRun): string {
  if (run.finishedAt === undefined) return t("admin.job.going", { n: run.done });
  const seconds = Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000);
  const took = seconds < 1 ? t("admin.job.quick") : t("admin.job.took", { n: seconds });
  return run.done > 0 ? t("admin.job.parts", { took, n: run.done }) : took;
}
