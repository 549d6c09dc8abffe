import { Anchor, Button } from "@mantine/core";
import { IconArrowLeft, IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { newKey } from "@/shared/api/client";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { PersonRef } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { dayOfText } from "@/shared/ui/DayInput";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import type { OpenPart, OpenWork } from "../api";
import { HandoverList } from "../components/HandoverList";
import { PaperFields } from "../components/PaperFields";
import classes from "../components/People.module.css";
import { PersonSelect } from "../components/PersonSelect";
import { openWorkQuery, useHandOver } from "../queries";

export const parts = ["lead", "approver", "coordinator", "draft"] as const;

const keyOf = ({ task, part }: Pick<OpenPart, "task" | "part">) => `${task} ${part}`;

/** HandoverPage gives somebody's open work to others (bàn giao): each row, or all, to one or several people. */
export function HandoverPage() {
  const { id = "" } = useParams();
  const query = useQuery(openWorkQuery(id));
  const work = query.data;
  return (
    <Page
      title={work === undefined ? t("people.handover") : t("people.handover.of", { name: work.person.name })}
      bar={
        <Anchor component={Link} to={`/people/${id}`} underline="never">
          <IconArrowLeft size={16} aria-hidden /> {work?.person.name ?? t("nav.people")}
        </Anchor>
      }
    >
      {query.isPending && <SkeletonRows />}
      {query.isError && work === undefined && (
        <ErrorState title={t("people.handover.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {work !== undefined && (
        <>
          <h1 className={classes.pageTitle}>{t("people.handover.of", { name: work.person.name })}</h1>
          {work.parts.length === 0 && work.days === 0 ? (
            <EmptyState icon={IconChecks} title={t("people.handover.none")} />
          ) : (
            <Rows key={id} id={id} work={work} />
          )}
          <HandoverList person={id} />
        </>
      )}
    </Page>
  );
}

/** Rows are the open work with who gets each, and what that means. */
function Rows({ id, work }: { id: string; work: OpenWork }) {
  const navigate = useNavigate();
  const [to, setTo] = useState(new Map<string, PersonRef>());
  const [all, setAll] = useState<PersonRef>();
  const [paper, setPaper] = useState({ number: "", documentOn: "" });
  const [note, setNote] = useState("");
  const sent = useRef({ body: "", key: newKey() });
  const handOver = useHandOver(id);
  const chosen = work.parts.filter((row) => to.has(keyOf(row)));
  const errors = fieldErrors(handOver.error);
  const give = (rows: OpenPart[], person: PersonRef | undefined) =>
    setTo((old) => {
      const next = new Map(old);
      for (const row of rows) {
        if (person === undefined) next.delete(keyOf(row));
        else next.set(keyOf(row), person);
      }
      return next;
    });
  const send = () => {
    if (handOver.isPending) return;
    const body = {
      items: chosen.map((row) => ({
        task: row.task,
        version: row.version,
        part: row.part,
        to: to.get(keyOf(row))?.id ?? "",
      })),
      number: paper.number.trim() || undefined,
      documentOn: dayOfText(paper.documentOn) || undefined,
      note: note.trim() || undefined,
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    handOver.mutate(
      { ...body, key: sent.current.key },
      {
        onSuccess: (handover) => {
          void toast(t("people.handover.begun", { n: handover.rows.length }));
          void navigate(`/handovers/${handover.id}`);
        },
      },
    );
  };
  return (
    <>
      {work.may && work.parts.length > 0 && (
        <div className={classes.allTo}>
          <PersonSelect
            label={t("people.handover.all")}
            placeholder={t("people.handover.choose")}
            without={id}
            value={all}
            onChange={(person) => {
              setAll(person);
              give(work.parts, person);
            }}
          />
          <p className={classes.quiet} aria-live="polite">
            {t("people.handover.count", { n: chosen.length, all: work.parts.length })}
          </p>
        </div>
      )}
      {parts.map((part) => {
        const rows = work.parts.filter((row) => row.part === part);
        if (rows.length === 0) return null;
        return (
          <section key={part} className={classes.section}>
            <SectionTitle title={t(`people.handover.part.${part}`)} count={rows.length} />
            <ul className={classes.rows}>
              {rows.map((row) => (
                <li key={keyOf(row)} className={classes.row}>
                  <div>
                    <div className={classes.postTitle}>{row.title}</div>
                    <div className={classes.second}>
                      {[
                        row.code,
                        tx(`state.${row.state}`, "state.assigned"),
                        row.dueOn === undefined ? undefined : t("people.handover.due", { day: formatDay(row.dueOn) }),
                        row.late ? t("timeliness.overdue") : undefined,
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </div>
                  </div>
                  {work.may && (
                    <PersonSelect
                      label={t("people.handover.to", { title: row.title })}
                      hideLabel
                      placeholder={t("people.handover.stays")}
                      without={id}
                      value={to.get(keyOf(row))}
                      onChange={(person) => give([row], person)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {work.days > 0 && <p className={classes.quiet}>{t("people.handover.days", { n: work.days })}</p>}
      {work.may && (
        <form
          className={classes.handForm}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <SectionTitle title={t("people.handover.preview")} />
          <Preview
            chosen={chosen.map((row) => [row, to.get(keyOf(row))] as const)}
            left={work.parts.length - chosen.length}
          />
          <PaperFields value={paper} onChange={setPaper} errors={errors} />
          <Textarea
            label={t("people.handover.note")}
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={errors.note}
          />
          {handOver.isError && (
            <div role="alert">
              <FieldError>{sentenceOf(handOver.error)}</FieldError>
            </div>
          )}
          <div>
            <Button type="submit" disabled={chosen.length === 0} loading={handOver.isPending}>
              {t("people.handover.send", { n: chosen.length })}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}

/** Preview says who gets how much, and what becomes of the rest. */
function Preview({ chosen, left }: { chosen: (readonly [OpenPart, PersonRef | undefined])[]; left: number }) {
  const byPerson = new Map<string, { name: string; rows: OpenPart[] }>();
  for (const [row, person] of chosen) {
    if (person === undefined) continue;
    const got = byPerson.get(person.id) ?? { name: person.name, rows: [] };
    got.rows.push(row);
    byPerson.set(person.id, got);
  }
  return (
    <ul className={classes.preview}>
      {[...byPerson].map(([id, { name, rows }]) => (
        <li key={id}>
          <strong>{name}</strong>:{" "}
          {parts
            .map((part) => [part, rows.filter((row) => row.part === part).length] as const)
            .filter(([, n]) => n > 0)
            .map(([part, n]) => `${n} ${t(`people.handover.part.${part}`).toLocaleLowerCase("vi")}`)
            .join(", ")}
        </li>
      ))}
      {left > 0 && <li>{t("people.handover.left", { n: left })}</li>}
      <li>{t("people.handover.told")}</li>
      <li>{t("people.handover.undoFor")}</li>
    </ul>
  );
}
