import { Button, NativeSelect } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { isDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { ExportButton } from "@/shared/ui/ExportButton";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { LogFilter } from "../api";
import classes from "../components/Log.module.css";
import { LogTable } from "../components/LogTable";
import { isLogType, logTypes } from "../model/log";
import { logQuery } from "../queries";

/** LogPage is Nhật ký hệ thống: who changed which post, right, unit, product, day off or period, and when. */
export function LogPage() {
  const { filter, choose } = useFilter();
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const log = useInfiniteQuery(logQuery(filter));
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("nav.log")} actions={<ExportButton path="/system-log/export" query={{ ...filter }} />}>
      <search className={classes.filters}>
        <NativeSelect
          label={t("admin.log.type")}
          value={filter.type ?? ""}
          onChange={(event) => choose({ type: event.currentTarget.value })}
          data={[
            { value: "", label: t("admin.log.type.all") },
            ...logTypes.map((type) => ({ value: type, label: t(`admin.log.type.${type}`) })),
          ]}
        />
        {(["from", "to"] as const).map((end) => (
          <DayInput
            key={end}
            label={t(`admin.log.${end}`)}
            value={typed[end] ?? filter[end] ?? ""}
            onChange={(text) => {
              const day = dayOfText(text);
              setTyped({ ...typed, [end]: text });
              if (text === "" || isDay(day)) choose({ [end]: day });
            }}
          />
        ))}
        {(["actor", "object"] as const).map(
          (key) =>
            filter[key] !== undefined && (
              <Button key={key} variant="light" onClick={() => choose({ [key]: "" })}>
                {t("admin.log.drop", { what: t(`admin.log.chip.${key}`) })}
              </Button>
            ),
        )}
      </search>
      {log.isPending && <SkeletonRows rows={8} />}
      {log.isError && log.data === undefined && (
        <ErrorState title={t("admin.log.failed")} error={log.error} onRetry={() => void log.refetch()} />
      )}
      {log.isSuccess && items.length === 0 && (
        <EmptyState icon={IconHistory} title={t("admin.log.empty.title")} text={t("admin.log.empty.text")} />
      )}
      {items.length > 0 && (
        <LogTable
          items={items}
          onBy={(actor) => choose({ actor })}
          onObject={({ type, id }) => choose(isLogType(type) ? { type, object: id } : {})}
        />
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </Page>
  );
}

/** useFilter keeps the filter in the address, so that a search can be handed on; an empty value leaves it. */
function useFilter() {
  const [params, setParams] = useSearchParams();
  const filter: LogFilter = {};
  for (const key of ["actor", "object", "from", "to"] as const) {
    const value = params.get(key);
    if (value !== null && value !== "") filter[key] = value;
  }
  const type = params.get("type");
  if (type !== null && isLogType(type)) filter.type = type;
  const choose = (change: Partial<Record<keyof LogFilter, string>>) =>
    setParams(
      (before) => {
        for (const [key, value] of Object.entries(change)) {
          if (value === "") before.delete(key);
          else before.set(key, value);
        }
        return before;
      },
      { replace: true },
    );
  return { filter, choose };
}
