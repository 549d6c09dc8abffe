import { addDays, startOfWeek } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ExportMenu } from "@/shared/ui/ExportButton";
import { monthEnd } from "../model/month";

/** Props of DiaryExport; without a person and a unit it is one's own diary. */
interface Props {
  date: string;
  person?: string;
  unit?: string;
}

/** DiaryExport takes the day, its week or its month away as a workbook, of a person or of a unit. */
export function DiaryExport({ date, person, unit }: Props) {
  const month = date.slice(0, 7);
  const monday = startOfWeek(date);
  const ranges = [
    { label: t("diary.export.day"), from: date, to: date },
    { label: t("diary.export.week"), from: monday, to: addDays(monday, 6) },
    { label: t("diary.export.month"), from: `${month}-01`, to: monthEnd(month) },
  ];
  return (
    <ExportMenu
      path="/diary/export"
      choices={ranges.map(({ label, from, to }) => ({ label, query: { person, unit, from, to } }))}
    />
  );
}
