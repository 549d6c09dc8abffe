import { sentenceOf } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { useAccept } from "../queries";

/** useAcceptCard accepts a task from its card (tiếp nhận), which asks for nothing, and says what came of it. */
export function useAcceptCard(): (task: Task) => void {
  const accept = useAccept();
  return (task) =>
    accept.mutate(task, {
      onSuccess: () => void toast(t("task.done.accept", { code: task.code })),
      onError: (error) => void toast(`${t("task.failed.accept")}. ${sentenceOf(error)}`),
    });
}
