import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { taskQuery } from "../queries";
import { TaskFormDialog } from "./TaskFormDialog";

/** EditTask is the form of a draft, a proposal or a recalled task over its page. */
export function EditTask() {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const task = useQuery(taskQuery(id)).data;
  // The form stays open whatever becomes of the task meanwhile: sending tells of the conflict.
  const [opened, setOpened] = useState<Task>();
  const page = `/tasks/${id}`;
  if (opened === undefined) {
    if (task === undefined) return null;
    if (!task.acts.includes("edit")) return <Navigate to={page} replace />;
    setOpened(task);
    return null;
  }
  const back = () => void navigate(page, { replace: true });
  return (
    <TaskFormDialog
      task={opened}
      onClose={back}
      onSent={(sent, wish) => {
        void toast(t(wish.assign ? "task.done.assign" : "task.done.edit", { code: sent.code }));
        back();
      }}
    />
  );
}
