import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { taskSearchQuery } from "@/features/task/queries";
import { fold } from "@/shared/format/name";
import { t } from "@/shared/i18n";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import { useNavItems } from "../shell/nav";

const [store, spotlight] = createSpotlight();
const typingMs = 200;

/** Palette finds pages and tasks, without diacritics too (Ctrl/⌘ K). */
export default function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => spotlight.open(), []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), typingMs);
    return () => clearTimeout(timer);
  }, [query]);
  const tasks = useQuery({ ...taskSearchQuery(asked), enabled: asked.length >= 2, placeholderData: keepPreviousData });
  const pages = useNavItems().filter((item) => fold(t(item.label)).includes(fold(query.trim())));
  const found = asked.length >= 2 ? (tasks.data?.items ?? []) : [];

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { "aria-label": t("palette.placeholder") } }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t("palette.pages")}>
            {pages.map(({ to, label, icon: Icon }) => (
              <Spotlight.Action
                key={to}
                label={t(label)}
                leftSection={<Icon size={18} stroke={1.6} />}
                onClick={() => void navigate(to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={t("palette.tasks")}>
            {found.map((row) => (
              <Spotlight.Action
                key={row.id}
                label={row.title}
                description={row.code}
                leftSection={<StateGlyph state={row.state} say />}
                onClick={() => void navigate(`/tasks/${row.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length === 0 && found.length === 0 && <Spotlight.Empty>{t("palette.empty")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
