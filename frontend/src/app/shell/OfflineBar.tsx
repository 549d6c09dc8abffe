import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { useLine } from "@/shared/realtime/line";
import { startPolling, usePolledAt } from "@/shared/realtime/poll";
import classes from "./Shell.module.css";

// A short break (a restart, a changed network) is nobody's business: the foot of the sidebar says enough.
const patienceMs = 3_000;

/**
 * OfflineBar says, grey and not red, that the line is cut, how old the data are and when the next attempt comes. Where
 * requests are answered and only the socket is not, the data are asked for by the clock, and it says that instead.
 */
export function OfflineBar() {
  const { state, retryNow } = useLine();
  const [now, setNow] = useState(Date.now);
  const lost = state.status === "lost";
  const client = useQueryClient();
  const polledAt = usePolledAt();
  useEffect(() => {
    if (!lost) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    const stop = startPolling(client);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [lost, client]);
  if (!lost || now - state.since < patienceMs) return null;
  if (polledAt !== undefined) {
    return (
      <div className={classes.offline} role="status">
        <IconPlugConnectedX size={18} aria-hidden />
        <span>
          <strong>{t("line.polling")}</strong>{" "}
          <span aria-hidden>{t("line.polledAt", { time: formatTime(new Date(polledAt).toISOString()) })}</span>
        </span>
        <Button variant="default" size="xs" onClick={retryNow}>
          {t("line.retry")}
        </Button>
      </div>
    );
  }

  return (
    <div className={classes.offline} role="status">
      <IconPlugConnectedX size={18} aria-hidden />
      <span>
        <strong>{t("line.lost")}</strong>{" "}
        <span aria-hidden>
          {t("line.attempt", { n: state.attempt, s: Math.max(0, Math.ceil((state.retryAt - now) / 1000)) })}
        </span>{" "}
        {t("line.since", { time: formatTime(new Date(state.since).toISOString()) })}
      </span>
      <Button variant="default" size="xs" onClick={retryNow}>
        {t("line.retry")}
      </Button>
    </div>
  );
}
