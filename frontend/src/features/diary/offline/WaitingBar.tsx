import { Button } from "@mantine/core";
import { IconCloudUp } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import { t } from "@/shared/i18n";
import { useLine } from "@/shared/realtime/line";
import { changesOf, countWaiting } from "./changes";
import { useSending } from "./useSending";
import { useWaiting } from "./useWaiting";
import classes from "./Waiting.module.css";

// With a line a text is on its way for a moment after each pause: that is nothing to tell.
const patienceMs = 4_000;
const page = "/diary/unsent";

/** WaitingBar says on every page what of the diary the server does not have, and sends it when there is a line. */
export default function WaitingBar() {
  useSending();
  const rows = useWaiting();
  const n = countWaiting(rows);
  const lost = useLine().state.status === "lost";
  const trouble = rows.some((row) => row.trouble !== undefined && changesOf(row).length > 0);
  const long = useLong(n > 0);
  const { pathname } = useLocation();
  if (n === 0 || pathname === page || !(lost || trouble || long)) return null;
  return (
    <div className={classes.bar} role="status">
      <IconCloudUp size={18} stroke={1.6} aria-hidden />
      <span>
        <strong>{t("diary.waiting", { n })}</strong>, {t(trouble ? "diary.waiting.look" : "diary.waiting.auto")}
      </span>
      <Button component={Link} to={page} variant="default" size="xs">
        {t("diary.waiting.show")}
      </Button>
    </div>
  );
}

/** useLong turns true once something has been so for some seconds. */
function useLong(so: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!so) return setLong(false);
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, [so]);
  return long;
}
