import { Anchor, Button, Group } from "@mantine/core";
import { IconArrowLeft, IconArrowsExchange, IconPencil, IconWritingSign } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Substitutes } from "@/features/substitute/components/Substitutes";
import { useMe } from "@/shared/api/session";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { Profile } from "../api";
import classes from "../components/People.module.css";
import { type Asked, PersonDialog } from "../components/PersonDialog";
import { PostList } from "../components/PostList";
import { personHistoryQuery, personQuery } from "../queries";

/** PersonPage is one person: who it is, every post with its days and documents, and what was done with them. */
export function PersonPage() {
  const { id = "" } = useParams();
  const me = useMe();
  const query = useQuery(personQuery(id));
  const [asked, setAsked] = useState<Asked>();
  const phone = usePhone();
  const person = query.data;
  const decides = person?.acts.includes("decide") === true && person.state !== "deceased";
  // On a phone the bar has no room beside the way back and the buttons of the shell.
  const acts = person !== undefined && (
    <>
      {person.acts.includes("edit") && (
        <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setAsked({ what: "edit" })}>
          {t("people.edit")}
        </Button>
      )}
      {(decides || me.reach.leads.length > 0) && person.id !== me.id && (
        <Button
          variant="default"
          component={Link}
          to={`/people/${person.id}/handover`}
          leftSection={<IconArrowsExchange size={16} />}
        >
          {t("people.handover")}
        </Button>
      )}
      {decides && (
        <Button leftSection={<IconWritingSign size={16} />} onClick={() => setAsked({ what: "decide" })}>
          {t("people.decide")}
        </Button>
      )}
    </>
  );
  return (
    <Page
      title={person?.name ?? t("nav.people")}
      bar={
        <Anchor component={Link} to="/people" underline="never">
          <IconArrowLeft size={16} aria-hidden /> {t("nav.people")}
        </Anchor>
      }
      actions={phone ? undefined : acts}
    >
      {query.isPending && <SkeletonRows />}
      {query.isError && person === undefined && (
        <ErrorState title={t("people.person.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {person !== undefined && (
        <>
          <Head person={person} />
          {phone && <Group className={classes.acts}>{acts}</Group>}
          <SectionTitle title={t("people.posts")} count={person.posts.length} />
          <PostList posts={person.posts} onAct={(post, kind) => setAsked({ what: "decide", post, kind })} />
          <Substitutes person={person} />
          <PersonHistory id={person.id} />
          {asked !== undefined && <PersonDialog person={person} asked={asked} onClose={() => setAsked(undefined)} />}
        </>
      )}
    </Page>
  );
}

/** Head is who it is. */
function Head({ person }: { person: Profile }) {
  const facts: [string, string | undefined][] = [
    [t("people.unit"), person.unit.name],
    [t("people.state"), t(`people.state.${person.state}`)],
    [t("people.class"), t(`people.class.${person.subjectClass}`)],
    [t("people.email"), person.email],
    [t("people.phone"), person.phone],
    [t("people.duties"), person.duties],
  ];
  return (
    <>
      <div className={classes.head}>
        <PersonAvatar name={person.name} size={44} />
        <div>
          <h1>{person.name}</h1>
          <div className={classes.second}>
            {[
              t("people.number.of", { number: person.staffNo }),
              person.title,
              person.starts === undefined ? undefined : t("people.starts", { day: formatDay(person.starts) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </div>
      </div>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== undefined && value !== "")
          .map(([label, value]) => (
            <div key={label} style={{ display: "contents" }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

/** PersonHistory is what was done with somebody's records (lịch sử), newest first. */
function PersonHistory({ id }: { id: string }) {
  const query = useInfiniteQuery(personHistoryQuery(id));
  const items = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <SectionTitle title={t("people.history")} />
      <ul className={classes.history}>
        {items.map((entry) => (
          <li key={entry.id}>
            {tx(`people.did.${entry.action}`, "people.did.other", entry.params)}
            {entry.params.number !== undefined && entry.params.number !== "" && ` (${entry.params.number})`}
            <div className={classes.second}>
              {entry.by.name}, {formatInstant(entry.at)}
            </div>
          </li>
        ))}
      </ul>
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
    </>
  );
}
