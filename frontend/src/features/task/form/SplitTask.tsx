import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { taskQuery } from "../queries";
import { TaskFormDialog } from "./TaskFormDialog";

/** SplitTask is the form of a part of a task (giao việc con) over the page of that task. */
export function SplitTask() {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const task = useQuery(taskQuery(id)).data;
  // The form stays open whatever becomes of the task meanwhile: sending says what is in the way.
  const [opened, setOpened] = useState<Task>();
  const page = `/tasks/${id}`;
  if (opened === undefined) {
    if (task === undefined) return null;
    if (task.maySplit !== true) return <Navigate to={page} replace />;
    setOpened(task);
    return null;
  }
  return (
    <TaskFormDialog
      parent={opened}
      onClose={() => void navigate(page, { replace: true })}
      onSent={(sent, wish) => {
        const { made = 1 } = wish;
        void toast(
          made > 1 && wish.assign
            ? t("task.done.split", { n: made })
            : t(wish.assign ? "task.done.assign" : "task.done.draft", { code: sent.code }),
        );
        if (!wish.next) void navigate(page, { replace: true });
      }}
    />
  );
}
