import { Button, Drawer } from "@mantine/core";
import { IconPlus, IconRepeat } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Link, Outlet, useLocation, useNavigate, useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { usePrefs } from "@/shared/prefs/prefs";
import { ExportButton } from "@/shared/ui/ExportButton";
import { useFullTable, usePhone, useRightColumn } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { Kbd } from "@/shared/ui/Section";
import { BatchBar } from "../batch/BatchBar";
import { batchMax } from "../batch/queries";
import { useSelection } from "../batch/useSelection";
import { BoardView } from "../board/BoardView";
import { TaskPanel } from "../detail/TaskPanel";
import { MonthView } from "../month/MonthView";
import { taskChipsQuery, taskPagesQuery } from "../queries";
import { QuickAdd } from "../quick/QuickAdd";
import { SaidFound } from "../talk/SaidFound";
import { useColumns } from "./columns";
import { ListBars } from "./ListBars";
import { exportOf, filterOf, type ListState, readListState, tabsFor, writeListState } from "./listState";
import { SearchBox } from "./SearchBox";
import { TaskCards } from "./TaskCards";
import { TaskListBody } from "./TaskListBody";
import classes from "./TasksPage.module.css";
import { TaskTable } from "./TaskTable";
import { useSteadyRows } from "./useSteadyRows";

/** TasksPage lists tasks (Nhiệm vụ): the address says which list and which task stands in the panel beside it. */
export function TasksPage() {
  const me = useMe();
  const today = useToday()?.date ?? "";
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const [params, setParams] = useSearchParams();
  const tabs = tabsFor(me);
  const list = readListState(params, tabs);
  const phone = usePhone();
  const beside = useRightColumn();
  const wide = useFullTable();
  const shown = useColumns();
  const area = useRef<HTMLDivElement>(null);
  const follow = useRef<string>(undefined);

  const { taskView } = usePrefs();
  const view = list.month !== undefined ? "month" : (list.view ?? taskView ?? "table");

  const query = useInfiniteQuery({ ...taskPagesQuery(filterOf(list)), enabled: view === "table" });
  const chips = useQuery(taskChipsQuery(list.narrow));
  const fetched = query.data?.pages.flatMap((page) => page.items) ?? [];
  const listName = writeListState({ ...list, selected: undefined }).toString();
  const { rows, changes, apply, holding, holders } = useSteadyRows(listName, fetched, area);

  const selection = useSelection(listName, rows);
  const batches = view === "table" && (me.can.assign || me.roles.includes("monitor"));
  const chooseAll = async () => {
    let all = query.data?.pages ?? [];
    while (all.at(-1)?.next !== undefined && all.reduce((n, { items }) => n + items.length, 0) < batchMax) {
      const more = await query.fetchNextPage();
      if (more.isError || more.data === undefined || more.data.pages.length === all.length) break;
      all = more.data.pages;
    }
    selection.set(all.flatMap(({ items }) => items.map(({ id }) => id)));
  };

  const change = (next: Partial<ListState>, replace = true) =>
    setParams(writeListState({ ...list, ...next }), { replace, preventScrollReset: true });
  const select = (id: string) => change({ selected: id }, list.selected !== undefined);
  const close = () => change({ selected: undefined });

  // Opening the panel draws the rows anew, in two lines: the focus is set once they are there.
  const focusRow = () => {
    if (follow.current === undefined) return;
    area.current?.querySelector<HTMLElement>(`[data-task="${follow.current}"]`)?.focus();
    follow.current = undefined;
  };
  useEffect(focusRow);

  /** move goes to the next or the previous row; where there is a panel it follows. */
  const move = (step: 1 | -1) => {
    const focused = document.activeElement?.getAttribute("data-task") ?? list.selected;
    const at = rows.findIndex((row) => row.id === focused);
    const row = rows[at === -1 ? 0 : at + step];
    if (row === undefined) {
      if (step === 1 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
      return;
    }
    follow.current = row.id;
    if (beside) select(row.id);
    else focusRow();
  };
  const onArrow = (event: KeyboardEvent) => {
    const at = batches ? (event.target as HTMLElement).getAttribute("data-task") : null;
    if (at !== null && event.key === " ") {
      event.preventDefault();
      selection.toggle(at, event.shiftKey);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    if (at !== null && event.shiftKey) {
      const next = rows[rows.findIndex(({ id }) => id === at) + step];
      selection.set([...selection.rows.map(({ id }) => id), at, ...(next === undefined ? [] : [next.id])]);
    }
    move(step);
  };
  const noForm = pathname === "/tasks";
  useHotkey("j", "task.key.next", () => move(1), noForm && view === "table");
  useHotkey("k", "task.key.previous", () => move(-1), noForm && view === "table");
  const newTask = { pathname: "/tasks/new", search };
  useHotkey("a", me.can.assign ? "task.new" : "task.propose", () => void navigate(newTask), noForm);

  return (
    <Page
      title={t("task.tasks")}
      printTitle={[
        t("task.print", { list: t(`task.tab.${list.tab}`) }),
        list.tab !== "waiting" && t(`task.filter.state.${list.state}`),
        list.q !== "" && t("task.print.words", { q: list.q }),
        ...(chips.data?.items ?? []).map(({ name, text }) => `${name}: ${text}`),
      ]
        .filter(Boolean)
        .join(", ")}
      signed
      flush
      actions={
        <>
          <SearchBox value={list.q} onChange={(q) => change({ q })} />
          {me.can.assign && !phone && (
            <Button
              component={Link}
              to="/tasks/recurring"
              variant="default"
              leftSection={<IconRepeat size={16} stroke={1.6} aria-hidden />}
            >
              {t("task.recurring")}
            </Button>
          )}
          <ExportButton
            path="/tasks/export"
            query={{ ...exportOf(list), columns: ["title", ...shown.map(({ key }) => key)].join(",") }}
          />
          {/* On a phone the button in the middle of the bottom bar assigns. */}
          {!(phone && me.can.assign) && (
            <Button
              component={Link}
              to={newTask}
              leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}
              rightSection={<Kbd>{t("task.hint.assign")}</Kbd>}
            >
              {t(me.can.assign ? "task.new" : "task.propose")}
            </Button>
          )}
        </>
      }
    >
      <ListBars list={list} tabs={tabs} view={view} onChange={change} />
      {noForm && (
        <div className={`${classes.quick} cv-noprint`}>
          <QuickAdd />
        </div>
      )}
      <div className={classes.split}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the links inside */}
        <div className={classes.list} ref={area} onKeyDown={onArrow} {...holders}>
          {list.month !== undefined && today !== "" ? (
            <MonthView
              list={list}
              month={list.month === "now" ? today.slice(0, 7) : list.month}
              onMonth={(month) => change({ month })}
              onSelect={select}
            />
          ) : view === "board" ? (
            <BoardView
              list={list}
              area={area}
              holding={holding}
              keys={noForm}
              onSelect={phone ? undefined : select}
              onChange={change}
            />
          ) : (
            <TaskListBody
              list={list}
              query={query}
              count={rows.length}
              changes={changes}
              canAssign={me.can.assign}
              onApply={apply}
              onChange={change}
            >
              {phone ? (
                <TaskCards rows={rows} today={today} selection={batches ? selection : undefined} />
              ) : (
                <TaskTable
                  rows={rows}
                  layout={wide && list.selected === undefined ? "full" : "split"}
                  today={today}
                  selected={list.selected}
                  onSelect={select}
                  selection={batches ? selection : undefined}
                />
              )}
              {batches && (
                <BatchBar selection={selection} onAll={query.hasNextPage ? () => void chooseAll() : undefined} />
              )}
            </TaskListBody>
          )}
          {list.q.trim().length > 1 && <SaidFound q={list.q.trim()} />}
        </div>
        {beside && list.selected !== undefined && (
          <section className={classes.panel} aria-label={t("task.panel")}>
            <TaskPanel key={list.selected} id={list.selected} onClose={close} />
          </section>
        )}
      </div>
      {!beside && !phone && list.selected !== undefined && (
        <Drawer.Root opened onClose={close} position="right" size={440}>
          <Drawer.Overlay />
          <Drawer.Content aria-label={t("task.panel")}>
            <Drawer.Body className={classes.drawer}>
              <TaskPanel key={list.selected} id={list.selected} onClose={close} keys={false} />
            </Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
      <Outlet />
    </Page>
  );
}
