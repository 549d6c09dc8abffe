import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { type Density, prefs, usePrefs } from "@/shared/prefs/prefs";
import type { TaskTab } from "../api";
import { taskCountsQuery } from "../queries";
import { SavedMenu } from "../saved/SavedMenu";
import { ChipMenu } from "./ChipMenu";
import { Chips } from "./Chips";
import { ColumnsMenu } from "./ColumnsMenu";
import classes from "./ListBars.module.css";
import { type ListState, sorts, stateFilters, type TaskView, withNarrow, writeListState } from "./listState";

const densities: readonly Density[] = ["compact", "normal", "roomy"];

/** Props of ListBars. */
interface Props {
  list: ListState;
  tabs: readonly TaskTab[];
  /** How the list is shown, "month" by days. */
  view: TaskView | "month";
  onChange: (change: Partial<ListState>) => void;
}

/** ListBars hold the lists a person has, with counts, and what of a list is shown in which order and height. */
export function ListBars({ list, tabs, view, onChange }: Props) {
  const counts = useQuery(taskCountsQuery()).data;
  const { density } = usePrefs();
  return (
    <div className={`${classes.bars} cv-noprint`}>
      <nav className={classes.tabs} aria-label={t("task.lists")}>
        {tabs.map((tab) => (
          <Link
            key={tab}
            className={classes.tab}
            to={{ search: writeListState({ ...list, tab, selected: undefined }).toString() }}
            aria-current={tab === list.tab ? "page" : undefined}
            preventScrollReset
          >
            {t(`task.tab.${tab}`)}
            {counts !== undefined && <span className={classes.count}>{formatCount(counts[tab])}</span>}
          </Link>
        ))}
      </nav>
      <div className={classes.filters}>
        <SavedMenu list={list} tabs={tabs} />
        <Chips narrow={list.narrow} onChange={(narrow) => onChange(withNarrow(list, narrow))} />
        {list.tab !== "waiting" && (
          <>
            <ChipMenu
              name={t("task.filter.state")}
              value={list.state}
              options={stateFilters.map((value) => ({ value, label: t(`task.filter.state.${value}`) }))}
              onChange={(state) => onChange({ state })}
            />
            <ChipMenu
              name={t("task.sort")}
              value={list.sort}
              options={sorts.map((value) => ({ value, label: t(`task.sort.${value}`) }))}
              onChange={(sort) => onChange({ sort })}
            />
          </>
        )}
        <div className={classes.look}>
          <SegmentedControl
            size="xs"
            aria-label={t("task.view")}
            value={view}
            onChange={(chosen) => {
              if (chosen !== "month") prefs.set({ taskView: chosen as TaskView });
              onChange({ view: undefined, month: chosen === "month" ? "now" : undefined });
            }}
            data={[
              { value: "table", label: t("task.view.table") },
              { value: "board", label: t("task.view.board") },
              { value: "month", label: t("task.view.month") },
            ]}
          />
          {view === "table" && (
            <div className={classes.rows}>
              <ColumnsMenu />
              <ChipMenu
                name={t("task.density")}
                value={density}
                options={densities.map((value) => ({ value, label: t(`settings.density.${value}`) }))}
                onChange={(value) => prefs.set({ density: value })}
              />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
