import { t } from "@/shared/i18n";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

/** ResumeForm lets paused work go on before its day (tiếp tục). */
export function ResumeForm({ task, onClose }: ActProps) {
  const form = useActForm({ opened: task, verb: "resume", initial: {}, bodyOf: () => ({}), onDone: onClose });
  return (
    <ActFrame form={form} onClose={onClose}>
      <p className={classes.explain}>{t("task.explain.resume")}</p>
    </ActFrame>
  );
}
