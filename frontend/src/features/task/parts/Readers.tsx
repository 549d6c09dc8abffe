import { Button } from "@mantine/core";
import { useState } from "react";
import type { Task } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { faultsOf } from "../model/faults";
import { informedOf, type Reader, readerOf } from "../model/newTask";
import { CoordinatorsField } from "../pick/CoordinatorsField";
import { Frame } from "./PartDialog";
import classes from "./Parts.module.css";
import { useInform } from "./queries";

/** Readers are who sees a task for information (nhận để biết); the assigner and the lead name them here. */
export function Readers({ task }: { task: Task }) {
  const [changing, setChanging] = useState(false);
  return (
    <>
      {task.informed.length > 0 && (
        <p className={classes.names}>{task.informed.map(({ person }) => person.name).join(", ")}</p>
      )}
      {task.mayInform === true && (
        <Button size="xs" variant="default" onClick={() => setChanging(true)}>
          {t(task.informed.length === 0 ? "task.informed.begin" : "task.informed.change")}
        </Button>
      )}
      {changing && <ReadersDialog task={task} onClose={() => setChanging(false)} />}
    </>
  );
}

/** ReadersDialog names who sees given work, without the rest of their units. */
export function ReadersDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const [opened] = useState(task);
  const inform = useInform(opened);
  const begun: { readers: Reader[] } = { readers: opened.informed.map(readerOf) };
  const [initial] = useState(begun);
  const draft = useDraft(`task.informed.${opened.id}`, initial);
  const [tries, setTries] = useState(0);
  const faults = faultsOf(inform.error, (path) => (path.startsWith("informed") ? "informed" : path));
  const send = () => {
    setTries(tries + 1);
    inform.mutate(informedOf(draft.value.readers) ?? [], {
      onSuccess: () => {
        draft.clear();
        void toast(t("task.informed.done", { code: opened.code }));
        onClose();
      },
    });
  };
  return (
    <Frame
      task={opened}
      title={t("task.informed")}
      button={t("task.part.coordinate.send")}
      draft={draft}
      sending={inform}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.explain}>{t("task.informed.explain")}</p>
      <div className={classes.listRoom}>
        <CoordinatorsField
          label={t("task.informed")}
          peopleOnly
          value={draft.value.readers}
          onChange={(readers) => draft.set({ readers })}
          without={opened.lead}
          error={faults.informed}
        />
      </div>
    </Frame>
  );
}
