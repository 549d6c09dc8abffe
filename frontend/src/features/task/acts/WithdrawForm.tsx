import { t } from "@/shared/i18n";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

/** WithdrawForm takes back a submission that nobody has decided (rút lại để sửa). */
export function WithdrawForm({ task, onClose }: ActProps) {
  const form = useActForm({ opened: task, verb: "withdraw", initial: {}, bodyOf: () => ({}), onDone: onClose });
  return (
    <ActFrame form={form} onClose={onClose}>
      <p className={classes.explain}>{t("task.explain.withdraw")}</p>
    </ActFrame>
  );
}
