import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { tabsFor } from "@/features/task/list/listState";
import { directoryQuery, documentsQuery } from "@/features/task/lookups";
import { nearestFirst } from "@/features/task/pick/parties";
import { savedQuery, taskSearchQuery } from "@/features/task/queries";
import { api } from "@/shared/api/client";
import { useMe } from "@/shared/api/session";
import type { DirectoryEntry, Me, Page, Person, SavedFilter, SourceDocument, TaskRow, Unit } from "@/shared/api/types";
import { unitsQuery } from "@/shared/api/units";
import type { NavItem, PaletteAct } from "@/shared/feature";
import { fold } from "@/shared/format/name";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { features } from "../features";
import { useNavItems } from "../shell/nav";

/** How many letters are asked about at least. */
export const fewest = 2;

// Enough of each to see that it is the right kind; more words find the rest.
const shown = { people: 5, open: 6, finished: 3, documents: 3, units: 4 };

/** Somebody who was found, and where choosing them leads. */
export interface FoundPerson extends Pick<DirectoryEntry, "id" | "name" | "title" | "unit"> {
  does: "palette.people.assign" | "palette.people.tasks" | "palette.people.open";
  to: string;
  state?: unknown;
}

/** What the palette has found. */
export interface Found {
  /** Whom I may give work to, whose work I follow, or whose staff record I keep. */
  people: FoundPerson[];
  /** Open ones before finished ones. */
  tasks: TaskRow[];
  documents: SourceDocument[];
  units: Unit[];
  /** Lists that were saved. */
  saved: SavedFilter[];
  acts: PaletteAct[];
  pages: NavItem[];
  /** The words that were asked about. */
  asked: string;
  pending: boolean;
  /** Where the tasks of a document are listed. */
  tasksOf: (document: SourceDocument) => string;
  /** Where the tasks of a unit are listed. */
  workOf: (unit: Unit) => string;
}

/** useFound asks for what has the words; pages and acts are known here and found with the first letter. */
export function useFound(query: string): Found {
  const me = useMe();
  const words = query.trim();
  const asked = useSettled(words);
  const enabled = asked.length >= fewest;
  const follows = me.roles.includes("monitor") || me.roles.includes("inspector");
  const directory = useQuery({
    ...directoryQuery(me.can.assign ? "lead" : "coordinate", asked),
    enabled: enabled && (me.can.assign || follows),
  });
  const staff = useQuery({
    queryKey: ["people", "found", asked] as const,
    queryFn: ({ signal }) => api.get<Page<Person>>("/people", { q: asked, limit: shown.people }, signal),
    enabled: enabled && !me.can.assign && !follows && (me.roles.includes("hr") || me.roles.includes("admin")),
    placeholderData: keepPreviousData,
  });
  const search = (state: "open" | "finished", limit: number) => ({
    ...taskSearchQuery(asked, state, limit),
    placeholderData: keepPreviousData,
  });
  const open = useQuery({ ...search("open", shown.open), enabled });
  const openRows = (enabled && open.data?.items) || [];
  const room = shown.open + shown.finished - openRows.length;
  const finished = useQuery({ ...search("finished", shown.finished), enabled: enabled && open.isSuccess });
  const documents = useQuery({ ...documentsQuery(asked), enabled });
  const tree = useQuery({ ...unitsQuery(), enabled });
  const saved = useQuery(savedQuery());

  const holds = (text: string) => fold(text).includes(fold(words));
  const has = (label: NavItem["label"]) => holds(t(label));
  const tabs = tabsFor(me);
  return {
    people: enabled
      ? [
          ...nearestFirst(directory.data?.items ?? [], asked, me.unit.id)
            .filter(({ id }) => id !== me.id)
            .map((one) => foundPerson(one, me)),
          ...(staff.data?.items ?? []).map(
            ({ id, name, title, unit }): FoundPerson => ({
              id,
              name,
              title,
              unit,
              does: "palette.people.open",
              to: `/people/${id}`,
            }),
          ),
        ].slice(0, shown.people)
      : [],
    tasks: [...openRows, ...((enabled && finished.data?.items) || []).slice(0, room)],
    documents: enabled ? (documents.data?.items ?? []).slice(0, shown.documents) : [],
    units: enabled ? unitsWith(tree.data?.items ?? [], asked, shown.units) : [],
    saved: (saved.data?.items ?? []).filter(({ name, list }) => tabs.includes(list.tab) && holds(name)),
    acts: features
      .flatMap((feature) => feature.acts ?? [])
      .filter((act) => (act.shown?.(me) ?? true) && has(act.label)),
    pages: useNavItems().filter((item) => has(item.label)),
    asked,
    pending: asked !== words || [directory, staff, open, finished, documents, tree].some((one) => one.isFetching),
    tasksOf: (document) => tasksOf(document, me),
    workOf: (unit) => workOf(unit, me),
  };
}

/** foundPerson leads to giving somebody work, for who follows work to what they lead. */
function foundPerson({ id, name, title, unit, open, load }: DirectoryEntry, me: Pick<Me, "can">): FoundPerson {
  const one = { id, name, title, unit };
  return me.can.assign
    ? {
        ...one,
        does: "palette.people.assign",
        to: "/tasks/new",
        state: { lead: { unit, person: { id, name, title }, open, load } },
      }
    : { ...one, does: "palette.people.tasks", to: `/tasks?${new URLSearchParams({ tab: "unit", person: id })}` };
}

/** unitsWith finds units whose name, short name or code has every word, as typed without marks; the nearest to the top first. */
export function unitsWith(tree: readonly Unit[], asked: string, limit: number): Unit[] {
  const words = fold(asked).split(/\s+/);
  return tree
    .filter(({ name, shortName, code }) => {
      const text = fold(`${name} ${shortName} ${code}`);
      return words.every((word) => text.includes(word));
    })
    .slice(0, limit);
}

/** tasksOf leads to the list in which the tasks of a document are, as far as a person may see them. */
function tasksOf({ id }: SourceDocument, me: Pick<Me, "can">): string {
  return `/tasks?${new URLSearchParams({ ...(me.can.team && { tab: "unit" }), state: "all", document: id })}`;
}

/** workOf leads to the list of what a unit leads, as far as a person may see it; who keeps staff records to its people. */
export function workOf({ id }: Pick<Unit, "id">, me: Pick<Me, "can" | "roles">): string {
  if (!tabsFor(me).includes("unit") && (me.roles.includes("hr") || me.roles.includes("admin"))) {
    return `/people?${new URLSearchParams({ unit: id })}`;
  }
  return `/tasks?${new URLSearchParams({ ...(tabsFor(me).includes("unit") && { tab: "unit" }), unit: id })}`;
}
