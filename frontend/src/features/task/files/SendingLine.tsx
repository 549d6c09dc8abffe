import { Button, Progress } from "@mantine/core";
import { sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import classes from "./Files.module.css";
import { formatBytes } from "./queries";
import type { Sending } from "./upload";
import type { Uploads } from "./useUploads";

/** SendingLine is a file on its way: how far, and what can be done about it. */
export function SendingLine({ one, uploads }: { one: Sending; uploads: Uploads }) {
  const { key, name, size, sent, state, error } = one;
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  return (
    <li className={classes.line}>
      <div className={classes.main}>
        <span className={classes.name}>{name}</span>
        <span className={classes.quiet}>
          {formatBytes(sent)} / {formatBytes(size)}
          {state === "paused" && `, ${t("task.files.paused")}`}
        </span>
        {(state === "sending" || state === "paused") && (
          <Progress value={percent} size="sm" aria-label={t("task.files.progress", { name, n: percent })} />
        )}
        {error !== undefined && <FieldError>{sentenceOf(error)}</FieldError>}
      </div>
      <div className={classes.acts}>
        {state === "sending" && (
          <Button variant="subtle" size="compact-sm" onClick={() => uploads.pause(key)}>
            {t("task.files.pause")}
          </Button>
        )}
        {(state === "paused" || state === "failed") && (
          <Button variant="subtle" size="compact-sm" onClick={() => uploads.go(key)}>
            {t("task.files.goOn")}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => uploads.drop(key)}>
          {t("task.files.drop")}
        </Button>
      </div>
    </li>
  );
}
