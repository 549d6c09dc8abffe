import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { directoryQuery, documentsQuery } from "@/features/task/lookups";
import { nearestFirst } from "@/features/task/pick/parties";
import { taskSearchQuery } from "@/features/task/queries";
import { useMe } from "@/shared/api/session";
import type { DirectoryEntry, Me, SourceDocument, TaskRow } from "@/shared/api/types";
import type { NavItem, PaletteAct } from "@/shared/feature";
import { fold } from "@/shared/format/name";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { features } from "../features";
import { useNavItems } from "../shell/nav";

/** How many letters are asked about at least. */
export const fewest = 2;

// Enough of each to see that it is the right kind; more words find the rest.
const shown = { people: 5, open: 6, finished: 3, documents: 3 };

/** What the palette has found. */
export interface Found {
  /** Whom I may give work to. */
  people: DirectoryEntry[];
  /** Open ones before finished ones. */
  tasks: TaskRow[];
  documents: SourceDocument[];
  acts: PaletteAct[];
  pages: NavItem[];
  /** The words that were asked about. */
  asked: string;
  pending: boolean;
  /** Where the tasks of a document are listed. */
  tasksOf: (document: SourceDocument) => string;
}

/** useFound asks for what has the words; pages and acts are known here and found with the first letter. */
export function useFound(query: string): Found {
  const me = useMe();
  const words = query.trim();
  const asked = useSettled(words);
  const enabled = asked.length >= fewest;
  const directory = useQuery({ ...directoryQuery("lead", asked), enabled: enabled && me.can.assign });
  const search = (state: "open" | "finished", limit: number) => ({
    ...taskSearchQuery(asked, state, limit),
    placeholderData: keepPreviousData,
  });
  const open = useQuery({ ...search("open", shown.open), enabled });
  const openRows = (enabled && open.data?.items) || [];
  const room = shown.open + shown.finished - openRows.length;
  const finished = useQuery({ ...search("finished", shown.finished), enabled: enabled && open.isSuccess });
  const documents = useQuery({ ...documentsQuery(asked), enabled });

  const has = (label: NavItem["label"]) => fold(t(label)).includes(fold(words));
  return {
    people: enabled
      ? nearestFirst(directory.data?.items ?? [], asked, me.unit.id)
          .filter(({ id }) => id !== me.id)
          .slice(0, shown.people)
      : [],
    tasks: [...openRows, ...((enabled && finished.data?.items) || []).slice(0, room)],
    documents: enabled ? (documents.data?.items ?? []).slice(0, shown.documents) : [],
    acts: features
      .flatMap((feature) => feature.acts ?? [])
      .filter((act) => (act.shown?.(me) ?? true) && has(act.label)),
    pages: useNavItems().filter((item) => has(item.label)),
    asked,
    pending: asked !== words || [directory, open, finished, documents].some((one) => one.isFetching),
    tasksOf: (document) => tasksOf(document, me),
  };
}

/** tasksOf leads to the list in which the tasks of a document are, as far as a person may see them. */
function tasksOf({ number }: SourceDocument, me: Pick<Me, "can">): string {
  return `/tasks?${new URLSearchParams({ ...(me.can.team && { tab: "unit" }), state: "all", q: number })}`;
}
