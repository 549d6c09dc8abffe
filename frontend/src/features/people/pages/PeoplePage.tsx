import { Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { formatDay } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { ExportButton } from "@/shared/ui/ExportButton";
import { useSettled } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "../components/People.module.css";
import { AddPersonDialog } from "../components/PersonDialog";
import { roleOptions, UnitSelect } from "../components/PostFields";
import { peopleQuery } from "../queries";

const states = ["active", "upcoming", "left", "retired", "deceased"] as const;

/** PeoplePage is the directory of staff (cán bộ), by given name, with search and filters that stay in the address. */
export function PeoplePage() {
  const me = useMe();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [words, setWords] = useState(params.get("q") ?? "");
  const [adding, setAdding] = useState(false);
  const settled = useSettled(words.trim());
  const unit = params.get("unit") ?? "";
  const role = params.get("role") ?? "";
  const state = params.get("state") ?? "active";
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const filter = {
    q: settled || undefined,
    unit: unit || undefined,
    role: state === "active" ? role || undefined : undefined,
    state,
  };
  const query = useInfiniteQuery(peopleQuery(filter));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const keeps = me.roles.includes("hr") || me.roles.includes("admin");

  return (
    <Page
      title={t("nav.people")}
      actions={
        <>
          <ExportButton path="/people/export" query={filter} />
          {keeps && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              {t("people.add")}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.filters}>
        <TextInput
          label={t("people.search")}
          placeholder={t("people.search.placeholder")}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={100}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            set("q", event.currentTarget.value.trim());
          }}
        />
        <UnitSelect
          label={t("people.unit")}
          placeholder={t("people.unit.all")}
          clearable
          value={unit}
          onChange={(next) => set("unit", next)}
        />
        <Select
          label={t("people.role")}
          placeholder={t("people.role.all")}
          clearable
          clearButtonProps={{ "aria-label": t("people.role.all") }}
          disabled={state !== "active"}
          data={roleOptions()}
          value={role === "" ? null : role}
          onChange={(next) => set("role", next ?? "")}
        />
        <Select
          label={t("people.state")}
          allowDeselect={false}
          data={states.map((value) => ({ value, label: t(`people.state.${value}`) }))}
          value={state}
          onChange={(next) => set("state", next === null || next === "active" ? "" : next)}
        />
      </div>
      {query.isPending && <SkeletonRows />}
      {query.isError && rows.length === 0 && (
        <ErrorState title={t("people.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState icon={IconUsers} title={t("people.none")} text={t("people.none.text")} />
      )}
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("people.column.name")}</th>
              <th scope="col" data-wide>
                {t("people.staffNo")}
              </th>
              <th scope="col" data-middle>
                {t("people.unit")}
              </th>
              <th scope="col" data-wide>
                {t("people.phone")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((person) => (
              <tr key={person.id}>
                <td>
                  <div className={classes.person}>
                    <PersonAvatar name={person.name} own={person.id === me.id} />
                    <div>
                      <Link className={classes.name} to={`/people/${person.id}`}>
                        {person.name}
                      </Link>
                      <div className={classes.second}>
                        {person.title}
                        {person.starts !== undefined && ` · ${t("people.starts", { day: formatDay(person.starts) })}`}
                        {person.state !== "active" &&
                          person.starts === undefined &&
                          ` · ${tx(`people.state.${person.state}`, "people.state.left")}`}
                      </div>
                    </div>
                  </div>
                </td>
                <td data-wide>{person.staffNo}</td>
                <td data-middle>{person.unit.name}</td>
                <td data-wide>{person.phone}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
      {adding && (
        <AddPersonDialog
          unit={unit || me.unit.id}
          firstRole={me.roles.includes("hr") ? "officer" : "hr"}
          onDone={(added) => {
            setAdding(false);
            if (added !== undefined) void navigate(`/people/${added.id}`);
          }}
        />
      )}
    </Page>
  );
}
