import { Anchor } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { Link } from "react-router";
import type { TaskRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import { waitsText } from "../model/waits";
import classes from "./BackNote.module.css";

/** WaitsNote warns that the task waits for other work (chờ việc), the nearest of which can be opened; nothing of all other work. */
export function WaitsNote({ task }: { task: TaskRow }) {
  const { waitsFor } = task;
  if (waitsFor === undefined) return null;
  return (
    <div className={classes.back}>
      <Note icon={IconHourglass}>
        {t("task.links.note", { waits: waitsText(task) })}{" "}
        {waitsFor.id !== undefined && (
          <Anchor component={Link} to={`/tasks/${waitsFor.id}`} fz="inherit">
            {waitsFor.title}
          </Anchor>
        )}
      </Note>
    </div>
  );
}
