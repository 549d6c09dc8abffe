import { Button } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { sentenceOf } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { useWatch } from "../queries";

/** WatchToggle follows a task (theo dõi), or ceases to; nobody else hears of it. */
export function WatchToggle({ task }: { task: Task }) {
  const watch = useWatch(task.id);
  const Icon = task.watching ? IconEyeOff : IconEye;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
        onClick={() => watch.mutate(!task.watching)}
      >
        {t(task.watching ? "task.watch.end" : "task.watch.begin")}
      </Button>
      {watch.error !== null && <FieldError>{sentenceOf(watch.error)}</FieldError>}
    </>
  );
}
