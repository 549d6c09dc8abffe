import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "react-router";
import { t } from "@/shared/i18n";
import { taskListQuery } from "../queries";
import classes from "./ActionBar.module.css";

/** Props of NextWaiting; after: the task that was decided on; filled: no other button beside it is. */
interface Props {
  after: string;
  filled: boolean;
}

/**
 * NextWaiting leads from a decision to the task that has waited longest for the person (việc tiếp theo). It has the focus, so
 * that Enter goes on; beside a list it opens there.
 */
export function NextWaiting({ after, filled }: Props) {
  // The list as it is now: what was decided on is in an older one.
  const waiting = useQuery({ ...taskListQuery({ tab: "waiting" }), staleTime: 0 });
  const next = waiting.data?.items.find(({ id }) => id !== after);
  const { pathname, search } = useLocation();
  const ref = useRef<HTMLAnchorElement>(null);
  const found = next?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when there is one to go to
  useEffect(() => ref.current?.focus({ preventScroll: true }), [found]);

  if (next === undefined) {
    if (!waiting.isSuccess) return null;
    return (
      <p className={classes.reason} role="status">
        {t("task.next.none")}
      </p>
    );
  }
  const beside = new URLSearchParams(search);
  beside.set("task", next.id);
  return (
    <Button
      ref={ref}
      component={Link}
      to={pathname === "/tasks" ? { pathname, search: beside.toString() } : `/tasks/${next.id}`}
      variant={filled ? "filled" : "default"}
      className={classes.next}
      title={next.title}
      rightSection={<IconArrowRight size={16} stroke={1.6} aria-hidden />}
    >
      {t("task.next", { code: next.code })}
    </Button>
  );
}
