import { useState } from "react";
import type { Task } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { ReasonField } from "@/shared/ui/ReasonField";
import { toast } from "@/shared/ui/toast";
import { faultsOf } from "../model/faults";
import { coordinatorsOf, type Helper, helperOf } from "../model/newTask";
import { CoordinatorsField } from "../pick/CoordinatorsField";
import { Frame } from "./PartDialog";
import classes from "./Parts.module.css";
import { useCoordinate } from "./queries";

/** Props of CoordinateDialog. */
interface Props {
  task: Task;
  onClose: () => void;
}

/** CoordinateDialog changes who helps with given work, the shares and the own deadlines (đổi phối hợp). */
export function CoordinateDialog({ task, onClose }: Props) {
  // The task as it was when the dialog opened: a push must not change what is being answered.
  const [opened] = useState(task);
  const coordinate = useCoordinate(opened);
  const begun: { helpers: Helper[]; reason: string } = { helpers: opened.coordinators.map(helperOf), reason: "" };
  const [initial] = useState(begun);
  const draft = useDraft(`task.coordinate.${opened.id}`, initial);
  const [tries, setTries] = useState(0);
  const { helpers, reason } = draft.value;
  const faults = faultsOf(coordinate.error, (path) => (path.startsWith("coordinators") ? "coordinators" : path));
  const send = () => {
    setTries(tries + 1);
    coordinate.mutate(
      { coordinators: coordinatorsOf(helpers), reason: reason.trim() === "" ? undefined : reason.trim() },
      {
        onSuccess: () => {
          draft.clear();
          void toast(t("task.part.done.coordinate", { code: opened.code }));
          onClose();
        },
      },
    );
  };
  return (
    <Frame
      task={opened}
      title={t("task.part.coordinate")}
      button={t("task.part.coordinate.send")}
      draft={draft}
      sending={coordinate}
      tries={tries}
      onSend={send}
      onClose={onClose}
      size={720}
    >
      <p className={classes.explain}>{t("task.part.coordinate.explain")}</p>
      <CoordinatorsField
        value={helpers}
        onChange={(next) => draft.set({ helpers: next, reason })}
        without={opened.lead}
        shares={{ lead: opened.lead, due: opened.dueOn }}
        error={faults.coordinators}
      />
      <ReasonField
        label={t("task.field.reason")}
        value={reason}
        onChange={(next) => draft.set({ helpers, reason: next })}
        error={faults.reason}
      />
    </Frame>
  );
}
