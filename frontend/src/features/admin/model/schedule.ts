import { t } from "@/shared/i18n";

/**
 * scheduleWords says a job's times as people say them ("00:30 hằng ngày", "10 phút một lần"). The times are five cron fields in
 * Vietnam time; those it has no words for are shown as they are.
 */
export function scheduleWords(spec: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = spec.split(" ");
  const every = minute === "*" ? "1" : /^\*\/(\d+)$/.exec(minute)?.[1];
  if (every !== undefined && [hour, day, month, weekday].every((field) => field === "*")) {
    return t("admin.when.minutes", { n: every });
  }
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour) || month !== "*") return spec;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekday === "*") return t("admin.when.daily", { time });
  if (day === "*" && weekday === "1-5") return t("admin.when.weekdays", { time });
  if (/^\d+$/.test(day) && weekday === "*") return t("admin.when.monthly", { time, day });
  return spec;
}
