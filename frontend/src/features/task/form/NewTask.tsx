import { useLocation, useNavigate } from "react-router";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { toast } from "@/shared/ui/toast";
import type { LeadChoice } from "../model/newTask";
import { TaskFormDialog } from "./TaskFormDialog";

/**
 * NewTask is the form of a new task over the list; when it is sent, the list shows the task. Whoever comes from a person,
 * whom the state of the address names, gives the task to that person.
 */
export function NewTask() {
  const me = useMe();
  const navigate = useNavigate();
  const phone = usePhone();
  const { search, state } = useLocation();
  return (
    <TaskFormDialog
      lead={(state as { lead?: LeadChoice } | null)?.lead}
      onClose={() => void navigate({ pathname: "/tasks", search })}
      onSent={(task, wish) => {
        const proposal = task.lead.person?.id === me.id;
        const below = (wish.made ?? 1) - 1;
        void toast(
          below > 0
            ? t("task.done.spread", { code: task.code, n: below })
            : t(wish.assign ? "task.done.assign" : proposal ? "task.done.proposal" : "task.done.draft", {
                code: task.code,
              }),
        );
        if (wish.next) return;
        void navigate(phone ? `/tasks/${task.id}` : `/tasks?tab=assigned&task=${task.id}`, { replace: true });
      }}
    />
  );
}
