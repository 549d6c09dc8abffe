import { useLocation, useNavigate } from "react-router";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { QuickAdd } from "./QuickAdd";

/** QuickDialog is quick add over the list of tasks, with the words that were typed into the palette. */
export function QuickDialog() {
  const navigate = useNavigate();
  const phone = usePhone();
  const { search, state } = useLocation();
  // What was made is shown, as after the whole form.
  const show = ([id, ...more]: string[]) => {
    const one = more.length === 0 && id !== undefined;
    const to = one && phone ? `/tasks/${id}` : `/tasks?tab=assigned&${one ? `task=${id}` : "sort=created"}`;
    void navigate(to, { replace: true });
  };
  const close = () => void navigate({ pathname: "/tasks", search }, { replace: true });
  return (
    <Dialog opened onClose={close} title={t("task.quick")} size={822} fullScreen={phone} yOffset="min(8dvh, 4rem)">
      <QuickAdd
        initial={(state as { text?: string } | null)?.text}
        onMade={show}
        onRepeat={() => void navigate("/tasks/recurring", { replace: true })}
        autoFocus
      />
    </Dialog>
  );
}
