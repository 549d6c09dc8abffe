import { Button } from "@mantine/core";
import { IconFile, IconFileTypePdf, IconPhoto } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { sentenceOf } from "@/shared/api/problem";
import { save } from "@/shared/api/save";
import type { TaskFile } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import classes from "./Files.module.css";
import { contentOf, type FilePlace, formatBytes, previewOf } from "./queries";
import { RemoveFile } from "./RemoveFile";

/**
 * Props of FileLine; older: the versions before, newest first; onReplace: nothing where no file is brought; resultOf: how a
 * file of a result is called; removable: whether who sees it may take it away.
 */
interface Props {
  place: FilePlace;
  file: TaskFile;
  older: TaskFile[];
  today: string;
  onShow: (file: TaskFile) => void;
  onReplace?: () => void;
  resultOf?: (file: TaskFile) => string;
  removable?: boolean;
}

/** FileLine is one file in its newest version: who brought it, who has opened it, and the versions before. */
export function FileLine({ place, file, older, today, onShow, onReplace, resultOf, removable = false }: Props) {
  const { by, at, n, seen, size, result, state } = file;
  return (
    <li className={classes.line}>
      <div className={classes.main}>
        <FileName place={place} file={file} onShow={onShow} />
        <span className={classes.quiet}>
          {[
            formatBytes(size),
            n > 1 ? t("task.files.version", { n }) : "",
            result ? (resultOf?.(file) ?? "") : "",
            by.name,
            formatInstantNear(at, today),
          ]
            .filter((word) => word !== "")
            .join(" · ")}
        </span>
        {state === "scanning" && <span className={classes.quiet}>{t("task.files.scanning")}</span>}
        {state === "infected" && <FieldError>{t("task.files.infected")}</FieldError>}
        {(seen.length > 0 || older.length > 0) && (
          <details className={classes.more}>
            <summary>
              {[
                seen.length > 0 ? t("task.files.seen", { n: seen.length }) : "",
                older.length > 0 ? t("task.files.older", { n: older.length }) : "",
              ]
                .filter((word) => word !== "")
                .join(" · ")}
            </summary>
            {seen.map((one) => (
              <p key={one.by.id}>
                {one.by.name} <span className={classes.quiet}>{formatInstantNear(one.at, today)}</span>
              </p>
            ))}
            {older.map((before) => (
              <p key={before.id}>
                <FileName place={place} file={before} onShow={onShow} />{" "}
                <span className={classes.quiet}>
                  {t("task.files.version", { n: before.n })} · {formatBytes(before.size)} · {before.by.name} ·{" "}
                  {formatInstantNear(before.at, today)}
                </span>
              </p>
            ))}
          </details>
        )}
      </div>
      <div className={classes.acts}>
        {onReplace !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={onReplace}>
            {t("task.files.replace")}
          </Button>
        )}
        {removable && <RemoveFile place={place} file={file} />}
      </div>
    </li>
  );
}

/** FileName is the name of a file: pressing it shows what the app can show, and saves the rest. */
export function FileName({ place, file, onShow }: Pick<Props, "place" | "file" | "onShow">) {
  const kind = previewOf(file);
  const saving = useMutation({
    mutationFn: () => contentOf(place, file.id),
    onSuccess: (content) => save(content, file.name),
  });
  const Icon =
    file.type === "application/pdf" ? IconFileTypePdf : file.type.startsWith("image/") ? IconPhoto : IconFile;
  return (
    <>
      <button
        type="button"
        className={classes.open}
        disabled={file.state !== "ready" || saving.isPending}
        aria-label={t(kind === undefined ? "task.files.save" : "task.files.show", { name: file.name })}
        onClick={() => (kind === undefined ? saving.mutate() : onShow(file))}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        <span className={classes.name}>{file.name}</span>
      </button>
      {saving.isError && <FieldError>{sentenceOf(saving.error)}</FieldError>}
    </>
  );
}
