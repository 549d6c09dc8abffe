import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Task, TaskRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { toast } from "@/shared/ui/toast";
import { faultsOf } from "../model/faults";
import { Frame } from "../parts/PartDialog";
import { type Choice, PickField } from "../pick/PickField";
import { taskSearchQuery } from "../queries";
import classes from "./Links.module.css";
import { useLink } from "./queries";

const found = 12;

/** LinkDialog says that a task waits for another, or that another waits for it. */
export function LinkDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const [opened] = useState(task);
  const [blocks, setBlocks] = useState(false);
  const [other, setOther] = useState<TaskRow>();
  const [words, setWords] = useState("");
  const [tries, setTries] = useState(0);
  const settled = useSettled(words);
  const query = useQuery({ ...taskSearchQuery(settled, "open", found), enabled: settled !== "" });
  const rows = settled === "" ? [] : (query.data?.items ?? []).filter(({ id }) => id !== opened.id);
  const link = useLink();
  const faults = faultsOf(link.error, (path) => path);
  const send = () => {
    setTries(tries + 1);
    if (other === undefined) return;
    const said = blocks ? { task: other, blocker: opened.id } : { task: opened, blocker: other.id };
    link.mutate(
      { ...said, waits: true },
      {
        onSuccess: () => {
          void toast(
            blocks
              ? t("task.links.added", { code: other.code, on: opened.code })
              : t("task.links.added", { code: opened.code, on: other.code }),
          );
          onClose();
        },
      },
    );
  };
  return (
    <Frame
      task={opened}
      title={t("task.links.add")}
      button={t("task.links.send")}
      sending={link}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.note}>{t("task.links.explain")}</p>
      <SegmentedControl
        fullWidth
        aria-label={t("task.links.direction")}
        value={blocks ? "blocks" : "waits"}
        onChange={(side) => setBlocks(side === "blocks")}
        data={[
          { value: "waits", label: t("task.links.direction.waits") },
          { value: "blocks", label: t("task.links.direction.blocks") },
        ]}
      />
      <div className={classes.room}>
        <PickField
          label={t("task.links.other")}
          placeholder={t("task.links.search")}
          required
          clearable
          chosen={other === undefined ? undefined : choiceOf(other)}
          groups={[{ group: t("task.links.found"), items: rows.map(choiceOf) }]}
          onSearch={setWords}
          answered={query.isPlaceholderData || query.data === undefined ? undefined : settled}
          onPick={(id) => setOther(rows.find((row) => row.id === id))}
          error={faults.blocker ?? (tries > 0 && other === undefined ? t("task.links.missing") : undefined)}
        />
      </div>
    </Frame>
  );
}

function choiceOf({ id, code, title, lead }: TaskRow): Choice {
  return { value: id, label: `${code} ${title}`, second: lead.person?.name ?? lead.unit.name };
}
