import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { todayQuery, useNewVersion } from "@/shared/api/today";
import { hasTyped } from "@/shared/draft/typed";
import { t } from "@/shared/i18n";
import { useMissingPart } from "@/shared/part";
import { useLine } from "@/shared/realtime/line";
import { useWaitingVersion } from "@/shared/worker/waiting";
import classes from "./Shell.module.css";

/**
 * VersionBar says, quietly, that the server runs another version than the one this page is of, that a newer one lies ready on
 * this device, or that a part of the page could not be opened. Nothing reloads by itself: whoever presses while a field holds text that nothing keeps is told first.
 */
export function VersionBar() {
  const isOther = useNewVersion();
  const isNew = useWaitingVersion() || isOther;
  const missing = useMissingPart();
  const [warned, setWarned] = useState(false);
  const [taking, setTaking] = useState(false);
  useVersionAsked(missing);
  useEffect(() => {
    if (isOther) void import("../more").then((more) => more.askForUpdate()).catch(() => undefined);
  }, [isOther]);
  if (!isNew && !missing) return null;

  const reload = () => {
    if (!warned && hasTyped()) {
      setWarned(true);
      return;
    }
    setTaking(true);
    import("../more")
      .then((more) => more.takeNewest())
      .catch(() => location.reload())
      .finally(() => setTaking(false));
  };
  return (
    <div className={classes.offline} role="status">
      <IconRefresh size={18} aria-hidden />
      <span>
        <strong>{t(missing ? "version.part" : "version.new")}</strong> {t(warned ? "version.typed" : "version.kept")}
      </span>
      <Button variant="default" size="xs" loading={taking} onClick={reload}>
        {t(warned ? "version.anyway" : "version.reload")}
      </Button>
    </div>
  );
}

/** useVersionAsked asks for the server's version when it may have changed: the line was cut, or a part is missing. */
function useVersionAsked(missing: boolean): void {
  const client = useQueryClient();
  const { status } = useLine().state;
  const cut = useRef(false);
  useEffect(() => {
    if (status === "lost") cut.current = true;
    if (!missing && !(status === "live" && cut.current)) return;
    cut.current = false;
    void client.invalidateQueries({ queryKey: todayQuery().queryKey });
  }, [client, status, missing]);
}
