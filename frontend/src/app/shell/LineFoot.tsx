import { IconPlugConnectedX, IconWifi, IconWifi1 } from "@tabler/icons-react";
import { t } from "@/shared/i18n";
import { useLine } from "@/shared/realtime/line";
import classes from "./Shell.module.css";

const looks = { live: IconWifi, connecting: IconWifi1, lost: IconPlugConnectedX };

/** LineFoot says in the sidebar whether what is shown is the newest. */
export function LineFoot() {
  const { status } = useLine().state;
  const Icon = looks[status];
  return (
    <div className={classes.line} role="status" data-line={status}>
      <Icon size={15} aria-hidden />
      <span className={classes.lineText}>{t(`line.${status}`)}</span>
    </div>
  );
}
