import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ChangeItem } from "../components/ChangeItem";
import { Found } from "../components/Found";
import classes from "../components/Unit.module.css";
import { UnitPanel } from "../components/UnitPanel";
import { UnitTree } from "../components/UnitTree";
import { changesQuery } from "../queries";

/** UnitsPage is Tổ chức: the tree of units with search, the chosen unit beside it, and for who keeps it the last changes. */
export function UnitsPage() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const [words, setWords] = useState("");
  const q = useSettled(words.trim());
  const chosen = params.get("unit") ?? me.unit.id;
  const choose = (id: string) => setParams({ unit: id }, { replace: true });
  const keeps = me.roles.includes("hr") || me.roles.includes("admin");
  return (
    <Page
      title={t("nav.units")}
      aside={chosen === "" ? undefined : <UnitPanel id={chosen} />}
      asideWidth={404}
      asideLabel={t("unit.panel")}
    >
      <TextInput
        className={classes.search}
        label={t("unit.search")}
        placeholder={t("unit.search.placeholder")}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={100}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {q === "" ? <UnitTree chosen={chosen} onChoose={choose} /> : <Found q={q} chosen={chosen} onChoose={choose} />}
      {keeps && <Changes />}
    </Page>
  );
}

function Changes() {
  const changes = useInfiniteQuery(changesQuery());
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <SectionTitle title={t("unit.changes")} />
      <ul className={classes.plain}>
        {items.map((change) => (
          <ChangeItem key={change.id} change={change} />
        ))}
      </ul>
      {changes.hasNextPage && (
        <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
