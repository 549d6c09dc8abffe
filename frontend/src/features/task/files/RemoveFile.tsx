import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { TaskFile } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { type FilePlace, removeFile } from "./queries";

/** RemoveFile takes away a file that was attached by mistake, once it was asked whether that is meant. */
export function RemoveFile({ place, file }: { place: FilePlace; file: TaskFile }) {
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const removing = useMutation({
    mutationFn: () => removeFile(place, file.id),
    // Whatever came of it, what is shown is asked for again.
    onSettled: () => {
      setAsks(false);
      for (const queryKey of [place.key, ...(place.also ?? [])]) void client.invalidateQueries({ queryKey });
    },
  });
  if (!asks) {
    return (
      <>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t("task.files.removeOf", { name: file.name })}
          onClick={() => setAsks(true)}
        >
          {t("task.files.remove")}
        </Button>
        {removing.isError && <FieldError>{sentenceOf(removing.error)}</FieldError>}
      </>
    );
  }
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={removing.isPending}
        autoFocus
        onClick={() => removing.mutate()}
      >
        {t("task.files.removeSure")}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => setAsks(false)}>
        {t("cancel")}
      </Button>
    </>
  );
}
