import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sentenceOf } from "@/shared/api/problem";
import { formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { callsQuery, useAnswer } from "../queries";
import classes from "./Work.module.css";

/** CallBar asks for the one tap by which I answer a check (điểm danh trực tuyến), while one runs. */
export function CallBar() {
  const calls = useQuery(callsQuery()).data?.items ?? [];
  const answer = useAnswer();
  return calls
    .filter(({ running }) => running)
    .map((call) => (
      <div key={call.check} className={classes.call} role="alert">
        <span>
          <strong>{t("work.call.title", { name: call.by.name })}</strong>{" "}
          {t("work.call.until", { time: formatTime(call.until) })}
          {answer.isError && <> {sentenceOf(answer.error)}</>}
        </span>
        <Button
          loading={answer.isPending}
          onClick={() => answer.mutate(call.check, { onSuccess: () => void toast(t("work.call.done")) })}
        >
          {t("work.call.answer")}
        </Button>
      </div>
    ));
}
