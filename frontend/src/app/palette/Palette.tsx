import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconBolt, IconBookmark, IconBuilding, IconFileText, IconSearch } from "@tabler/icons-react";
import { Children, type ReactNode, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { addressOf } from "@/features/task/saved/saved";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import { useChoice } from "./choice";
import { fewest, useFound } from "./found";
import classes from "./Palette.module.css";

const [store, spotlight] = createSpotlight();

/**
 * Palette finds people, open and finished tasks, documents, things to do and pages, without diacritics too (Ctrl/⌘ K):
 * people first, for names are what is typed most.
 */
export default function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const { people, tasks, documents, units, saved, acts, pages, asked, pending, tasksOf, workOf } = useFound(query);
  useEffect(() => spotlight.open(), []);
  const rows = [
    ...[people, tasks, documents, units, saved].flatMap((found) => found.map(({ id }) => id)),
    ...acts.map(({ label }) => label),
    ...pages.map(({ to }) => to),
  ];
  // What is found nowhere may be work to be given.
  const words = query.trim();
  const onKey = useChoice(store, query, rows.join(" "), pending);

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      overlayProps={{ blur: 0 }}
      attributes={{ content: { "aria-label": t("palette.placeholder") } }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={18} />}
        onKeyDownCapture={onKey}
      />
      <Spotlight.ActionsList aria-busy={pending || undefined}>
        <Group label={t("palette.people")}>
          {people.map(({ id, name, title, unit, does, to, state }) => (
            <Row
              key={id}
              icon={<PersonAvatar name={name} size={24} />}
              title={name}
              second={`${title} · ${unit.name}`}
              end={t(does)}
              onClick={() => void navigate(to, { state })}
            />
          ))}
        </Group>
        <Group label={t("palette.tasks")}>
          {tasks.map((row) => (
            <Row
              key={row.id}
              icon={<StateGlyph state={row.state} say />}
              title={row.title}
              second={[
                row.code,
                row.lead.person?.name ?? row.lead.unit.shortName,
                row.open && row.dueOn !== undefined && t("palette.due", { day: formatDay(row.dueOn) }),
              ]
                .filter(Boolean)
                .join(" · ")}
              end={<DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />}
              onClick={() => void navigate(`/tasks/${row.id}`)}
            />
          ))}
        </Group>
        <Group label={t("palette.documents")}>
          {documents.map((one) => (
            <Row
              key={one.id}
              icon={<IconFileText size={18} stroke={1.6} aria-hidden />}
              title={one.number}
              second={one.abstract}
              end={t("palette.documents.tasks")}
              onClick={() => void navigate(tasksOf(one))}
            />
          ))}
        </Group>
        <Group label={t("palette.units")}>
          {units.map((one) => (
            <Row
              key={one.id}
              icon={<IconBuilding size={18} stroke={1.6} aria-hidden />}
              title={one.name}
              second={one.head === undefined ? undefined : `${one.head.title ?? ""} ${one.head.name}`.trim()}
              end={t("palette.units.tasks")}
              onClick={() => void navigate(workOf(one))}
            />
          ))}
        </Group>
        <Group label={t("palette.saved")}>
          {saved.map((one) => (
            <Row
              key={one.id}
              icon={<IconBookmark size={18} stroke={1.6} aria-hidden />}
              title={one.name}
              second={one.shared?.name}
              onClick={() => void navigate(`/tasks?${addressOf(one.list)}`)}
            />
          ))}
        </Group>
        <Group label={t("palette.acts")}>
          {acts.map(({ to, label, icon: Icon }) => (
            <Row
              key={label}
              icon={<Icon size={18} stroke={1.6} aria-hidden />}
              title={t(label)}
              onClick={() => void navigate(to)}
            />
          ))}
          {words.length >= fewest && (
            <Row
              icon={<IconBolt size={18} stroke={1.6} aria-hidden />}
              title={t("palette.quick", { words })}
              onClick={() => void navigate("/tasks/quick", { state: { text: words } })}
            />
          )}
        </Group>
        <Group label={t("palette.pages")}>
          {pages.map(({ to, label, icon: Icon }) => (
            <Row
              key={to}
              icon={<Icon size={18} stroke={1.6} aria-hidden />}
              title={t(label)}
              onClick={() => void navigate(to)}
            />
          ))}
        </Group>
        {rows.length === 0 && !pending && (
          <Spotlight.Empty>{t(asked.length < fewest ? "palette.short" : "palette.empty")}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  if (Children.toArray(children).length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label} classNames={{ actionsGroup: classes.group }}>
      {children}
    </Spotlight.ActionsGroup>
  );
}

/** Props of Row; end stands at the right: how it stands to its deadline, or what choosing it does. */
interface RowProps {
  icon: ReactNode;
  title: string;
  second?: string;
  end?: ReactNode;
  onClick: () => void;
}

function Row({ icon, title, second, end, onClick }: RowProps) {
  return (
    <Spotlight.Action onClick={onClick}>
      <span className={classes.row}>
        <span className={classes.icon}>{icon}</span>
        <span className={classes.main}>
          <span className={classes.title}>{title}</span>
          {second !== undefined && <span className={classes.second}>{second}</span>}
        </span>
        {end !== undefined && <span className={classes.end}>{end}</span>}
      </span>
    </Spotlight.Action>
  );
}
