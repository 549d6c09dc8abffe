import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { save } from "@/shared/api/save";
import type { TaskFile } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "./Files.module.css";
import { PdfPages } from "./PdfPages";
import { contentOf, type FilePlace, formatBytes, previewOf } from "./queries";

/** Preview shows a picture or a PDF over the page, from bytes that were fetched as any other file: nothing of it is run. */
export function Preview({ place, file, onClose }: { place: FilePlace; file: TaskFile; onClose: () => void }) {
  const content = useQuery({
    queryKey: ["task", "content", file.id],
    queryFn: ({ signal }) => contentOf(place, file.id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const [before] = useState(() => document.activeElement);
  // It goes with whoever closes it, too early for the dialog to give the focus back to what it was opened by.
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
  return (
    <Dialog opened onClose={onClose} size="min(64rem, 96vw)" fullScreen={innerWidth < 640} title={file.name}>
      <div className={classes.bar}>
        <span className={classes.quiet}>{formatBytes(file.size)}</span>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
          disabled={content.data === undefined}
          onClick={() => content.data !== undefined && save(content.data, file.name)}
        >
          {t("task.files.download")}
        </Button>
      </div>
      {content.isPending && <SkeletonRows rows={4} />}
      {content.isError && (
        <ErrorState title={t("task.files.openFailed")} error={content.error} onRetry={() => void content.refetch()} />
      )}
      {content.data !== undefined &&
        (previewOf(file) === "pdf" ? (
          <PdfPages content={content.data} />
        ) : (
          <Picture content={content.data} type={file.type} name={file.name} />
        ))}
    </Dialog>
  );
}

/** Picture shows an image from its bytes. */
function Picture({ content, type, name }: { content: Blob; type: string; name: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([content], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content, type]);
  return url === undefined ? null : <img className={classes.image} src={url} alt={name} />;
}
