import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { PersonRef } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import type { Substitute } from "../api";
import { mySubstitutesQuery, substitutesQuery, useEnd } from "../queries";
import { NameSubstitute } from "./NameSubstitute";
import classes from "./Substitute.module.css";

// What is over long ago is in the history.
const shown = 5;

/** Substitutes is who stands in while a person is away (người thay khi vắng), with what I may do about it. */
export function Substitutes({ person }: { person: Pick<PersonRef, "id" | "name"> }) {
  const own = useMe().id === person.id;
  const mine = useQuery({ ...mySubstitutesQuery(), enabled: own });
  const theirs = useQuery({ ...substitutesQuery(person.id), enabled: !own });
  const query = own ? mine : theirs;
  const [naming, setNaming] = useState(false);
  const end = useEnd();
  const data = query.data;
  const times = data === undefined ? [] : [...data.standing, ...data.away];
  const open = times.filter(({ state }) => state !== "over");
  const rows = [...open, ...times.filter(({ state }) => state === "over").slice(0, Math.max(0, shown - open.length))];
  return (
    <>
      <SectionTitle
        title={t(own ? "substitute.mine" : "substitute.title")}
        end={
          data?.may && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconUserPlus size={16} aria-hidden />}
              onClick={() => setNaming(true)}
            >
              {t("substitute.name")}
            </Button>
          )
        }
      />
      <p className={classes.text}>{t("substitute.text")}</p>
      {query.isPending && <SkeletonRows rows={1} />}
      {query.isError && data === undefined && (
        <ErrorState title={t("substitute.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data !== undefined && rows.length === 0 && <p className={classes.second}>{t("substitute.none")}</p>}
      {end.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(end.error)}</FieldError>
        </div>
      )}
      <ul className={classes.rows}>
        {rows.map((one) => (
          <Row
            key={one.id}
            one={one}
            busy={end.isPending && end.variables?.id === one.id}
            onEnd={() => end.mutate(one, { onSuccess: () => void toast(t("substitute.ended")) })}
          />
        ))}
      </ul>
      {naming && <NameSubstitute person={person} onClose={() => setNaming(false)} />}
    </>
  );
}

function Row({ one, busy, onEnd }: { one: Substitute; busy: boolean; onEnd: () => void }) {
  const act = t(one.state === "coming" ? "substitute.takeBack" : "substitute.end");
  const second = [
    t(`substitute.state.${one.state}`),
    one.number,
    one.by.id === one.person.id ? undefined : t("substitute.namedBy", { name: one.by.name }),
  ];
  return (
    <li className={classes.row}>
      <span>
        {t("substitute.by", { substitute: one.substitute.name, person: one.person.name })}
        <span className={classes.second}>
          {t("substitute.span", { from: formatInstant(one.from), to: formatInstant(one.to) })}
        </span>
        <span className={classes.second}>{second.filter(Boolean).join(" · ")}</span>
      </span>
      {one.end && (
        <Button
          variant="default"
          size="xs"
          loading={busy}
          onClick={onEnd}
          aria-label={t("substitute.endOf", { act, name: one.substitute.name })}
        >
          {act}
        </Button>
      )}
    </li>
  );
}
