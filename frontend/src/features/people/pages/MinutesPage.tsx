import { Anchor, Button, Group } from "@mantine/core";
import { IconArrowBackUp, IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import { dayOf, formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { PrintSheet } from "@/shared/ui/PrintSheet";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import type { Handover } from "../api";
import classes from "../components/People.module.css";
import { handoverQuery, useUndoHandover } from "../queries";

/** MinutesPage is one hand-over: what became of each row, the way to undo it for a day, and the minutes to print and sign. */
export function MinutesPage() {
  const { id = "" } = useParams();
  const query = useQuery(handoverQuery(id));
  const undo = useUndoHandover();
  const phone = usePhone();
  const handover = query.data;
  const title = t("people.minutes");
  // On a phone the bar has no room beside the way back and the buttons of the shell.
  const acts = handover !== undefined && (
    <>
      {handover.undo && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          loading={undo.isPending}
          onClick={() => undo.mutate(handover.id)}
        >
          {t("people.handover.undo")}
        </Button>
      )}
      <Button leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
        {t("people.minutes.print")}
      </Button>
    </>
  );
  return (
    <Page
      title={title}
      bar={
        <Anchor
          component={Link}
          to={handover === undefined ? "/people" : `/people/${handover.person.id}/handover`}
          underline="never"
        >
          <IconArrowLeft size={16} aria-hidden />{" "}
          {handover === undefined ? t("nav.people") : t("people.handover.of", { name: handover.person.name })}
        </Anchor>
      }
      actions={phone ? undefined : acts}
    >
      {query.isPending && <SkeletonRows />}
      {query.isError && handover === undefined && (
        <ErrorState title={t("people.handover.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {handover !== undefined && (
        <>
          <h1 className={classes.pageTitle}>{title}</h1>
          {phone && <Group className={classes.acts}>{acts}</Group>}
          {undo.isError && (
            <div role="alert">
              <FieldError>{sentenceOf(undo.error)}</FieldError>
            </div>
          )}
          <p className={classes.quiet} role="status">
            {[
              t(`people.handover.state.${handover.state}`),
              handover.undo ? t("people.handover.until", { time: formatInstant(handover.until) }) : undefined,
            ]
              .filter(Boolean)
              .join(". ")}
          </p>
          <Minutes handover={handover} states />
          <PrintSheet>
            <Minutes handover={handover} signed />
          </PrintSheet>
        </>
      )}
    </Page>
  );
}

/** Minutes are who handed what over to whom; states: what became of each row; signed: as they are printed and signed. */
function Minutes({
  handover,
  states = false,
  signed = false,
}: {
  handover: Handover;
  states?: boolean;
  signed?: boolean;
}) {
  const me = useMe();
  const rows = signed ? handover.rows.filter(({ state }) => state === "given" || state === "stays") : handover.rows;
  const receivers = [...new Map(rows.map(({ to }) => [to.id, to])).values()];
  const whole = (person: Handover["person"]) => [person.name, person.title, person.unit].filter(Boolean).join(", ");
  return (
    <article className={signed ? classes.paper : undefined}>
      {signed && (
        <>
          <header className={classes.paperHead}>
            <div>
              <div>{me.unitPath[0]?.name}</div>
              <strong>{me.unitPath.length > 1 ? me.unit.name : ""}</strong>
            </div>
            <div>
              <strong>{t("people.minutes.state")}</strong>
              <div>{t("people.minutes.motto")}</div>
            </div>
          </header>
          <h1 className={classes.paperTitle}>{t("people.minutes.title")}</h1>
        </>
      )}
      <dl className={classes.facts}>
        <dt>{t("people.minutes.day")}</dt>
        <dd>{formatDay(dayOf(handover.at))}</dd>
        {handover.number !== undefined && handover.number !== "" && (
          <>
            <dt>{t("people.minutes.by")}</dt>
            <dd>
              {[handover.number, handover.documentOn ? formatDay(handover.documentOn) : undefined]
                .filter(Boolean)
                .join(", ")}
            </dd>
          </>
        )}
        <dt>{t("people.minutes.from")}</dt>
        <dd>{whole(handover.person)}</dd>
        <dt>{t("people.minutes.to")}</dt>
        <dd>{receivers.map(whole).join("; ")}</dd>
        {handover.note !== undefined && handover.note !== "" && (
          <>
            <dt>{t("people.handover.note")}</dt>
            <dd>{handover.note}</dd>
          </>
        )}
      </dl>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("people.minutes.no")}</th>
            <th scope="col">{t("people.minutes.work")}</th>
            <th scope="col" data-middle>
              {t("people.minutes.part")}
            </th>
            <th scope="col" data-middle>
              {t("people.minutes.due")}
            </th>
            <th scope="col">{t("people.minutes.receiver")}</th>
            {states && <th scope="col">{t("people.minutes.result")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${row.task} ${row.part}`}>
              <td>{i + 1}</td>
              <td>
                {row.title}
                <div className={classes.second}>{row.code}</div>
              </td>
              <td data-middle>{t(`people.handover.part.${row.part}`)}</td>
              <td data-middle>{row.dueOn === undefined ? "" : formatDay(row.dueOn)}</td>
              <td>{row.to.name}</td>
              {states && (
                <td>
                  {t(`people.handover.row.${row.state}`)}
                  {row.error !== undefined && <div className={classes.second}>{row.error}</div>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {signed && (
        <footer className={classes.paperSigns}>
          {(["people.minutes.sign.from", "people.minutes.sign.to", "people.minutes.sign.by"] as const).map((key) => (
            <div key={key}>
              <strong>{t(key)}</strong>
              <div>{t("print.sign")}</div>
            </div>
          ))}
        </footer>
      )}
    </article>
  );
}
