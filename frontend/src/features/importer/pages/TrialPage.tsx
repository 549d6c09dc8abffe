import { Button, Progress, SegmentedControl, Select } from "@mantine/core";
import { IconCheck, IconDownload, IconInfoCircle, IconUpload } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { sentenceOf } from "@/shared/api/problem";
import { save } from "@/shared/api/save";
import type { Import, ImportFault } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { ErrorState, FieldError, Note, SkeletonRows } from "@/shared/ui/States";
import { importApi } from "../api";
import { FaultList } from "../components/FaultList";
import { FixCell } from "../components/FixCell";
import classes from "../components/Import.module.css";
import { RowsTable } from "../components/RowsTable";
import { Steps } from "../components/Steps";
import { importQuery, rowsQuery, useApply, useCheck } from "../queries";

/** TrialPage is one file being brought in: what would become of each row, what is to be put right, and the writing. */
export function TrialPage() {
  const { id = "" } = useParams();
  const query = useQuery(importQuery(id));
  if (query.data === undefined) {
    return (
      <Page title={t("nav.import")}>
        {query.isError ? (
          <ErrorState title={t("import.failed")} error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }
  return <Trial key={id} of={query.data} />;
}

function Trial({ of }: { of: Import }) {
  const navigate = useNavigate();
  const [show, setShow] = useState<"look" | "all">("look");
  const [fixing, setFixing] = useState<ImportFault>();
  const [chosen, setChosen] = useState<ImportFault>();
  const rows = useInfiniteQuery(rowsQuery(of.id, of.version, show));
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const check = useCheck(of);
  const apply = useApply(of);
  const copy = useMutation({
    mutationFn: () => importApi.copy(of.id),
    onSuccess: (file) => save(file, t("import.copy.name")),
  });
  const fix = (fault: ImportFault, text: string) =>
    check.mutate(
      {
        fixes: [
          ...of.fixes.filter((one) => one.row !== fault.row || one.column !== fault.index),
          { row: fault.row, column: fault.index, text },
        ],
      },
      { onSuccess: () => setFixing(undefined) },
    );
  const writes = of.made + of.changed;
  const failed = apply.error ?? check.error ?? copy.error;
  return (
    <Page
      title={of.file}
      flush
      below={<Steps of={of} />}
      actions={
        <Button
          variant="default"
          component={Link}
          to={`/import?table=${of.table}`}
          leftSection={<IconUpload size={16} aria-hidden />}
        >
          {t("import.another")}
        </Button>
      }
      aside={
        <FaultList
          of={of}
          chosen={chosen}
          busy={check.isPending}
          onChoose={setChosen}
          onFix={setFixing}
          onOffer={fix}
          end={
            of.faults + of.notes > 0 && (
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconDownload size={14} aria-hidden />}
                loading={copy.isPending}
                onClick={() => copy.mutate()}
              >
                {t("import.copy")}
              </Button>
            )
          }
        />
      }
      asideWidth={372}
      asideLabel={t("import.faults")}
      foot={
        <div className={classes.foot}>
          {of.state === "checked" && (
            <>
              <Button
                disabled={of.faulty > 0 || writes === 0}
                loading={apply.isPending}
                leftSection={<IconCheck size={16} aria-hidden />}
                onClick={() => apply.mutate(undefined)}
              >
                {t("import.apply", { n: writes })}
              </Button>
              <Button variant="default" loading={check.isPending} onClick={() => check.mutate({})}>
                {t("import.again")}
              </Button>
              <span className={classes.why}>
                {of.faulty > 0 ? t("import.why.faulty") : writes === 0 ? t("import.why.same") : t("import.why.all")}
              </span>
            </>
          )}
          {of.state === "ordered" && <Writing of={of} />}
          {of.state === "applied" && (
            <>
              <span role="status" className={classes.done}>
                <IconCheck size={18} aria-hidden />
                {t("import.applied", { made: of.made, changed: of.changed })}
              </span>
              <Button variant="default" onClick={() => void navigate("/import")}>
                {t("import.next")}
              </Button>
            </>
          )}
          {failed !== null && (
            <div role="alert">
              <FieldError>{sentenceOf(failed)}</FieldError>
            </div>
          )}
        </div>
      }
    >
      <div className={classes.head}>
        <SegmentedControl
          aria-label={t("import.show")}
          data={[
            { value: "look", label: t("import.show.look") },
            { value: "all", label: t("import.show.all", { n: of.rows }) },
          ]}
          value={show}
          onChange={(value) => setShow(value as "look" | "all")}
        />
        {of.sheets.length > 1 && of.state === "checked" && (
          <Select
            aria-label={t("import.sheet")}
            data={of.sheets}
            value={of.sheet}
            allowDeselect={false}
            disabled={check.isPending}
            onChange={(sheet) => sheet !== null && sheet !== of.sheet && check.mutate({ sheet, fixes: [] })}
          />
        )}
        <span className={classes.why}>{t("import.kept", { when: formatInstant(of.until) })}</span>
      </div>
      {of.stale && (
        <div className={classes.padded}>
          <Note icon={IconInfoCircle}>{t("import.stale")}</Note>
        </div>
      )}
      {rows.isPending && <SkeletonRows />}
      {rows.isError && <ErrorState title={t("import.failed")} error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isSuccess && items.length === 0 && <p className={classes.padded}>{t("import.show.none")}</p>}
      {items.length > 0 && (
        <RowsTable columns={of.columns} rows={items} chosen={chosen} onFix={setFixing} open={of.state === "checked"} />
      )}
      {rows.hasNextPage && (
        <div className={classes.padded}>
          <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      <Sums of={of} />
      {fixing !== undefined && (
        <FixCell
          fault={fixing}
          heading={of.columns.find(({ index }) => index === fixing.index)?.heading ?? ""}
          text={
            of.fixes.find((one) => one.row === fixing.row && one.column === fixing.index)?.text ??
            items.find(({ n }) => n === fixing.row)?.cells[fixing.index] ??
            ""
          }
          busy={check.isPending}
          onDone={(text) => fix(fixing, text)}
          onClose={() => setFixing(undefined)}
        />
      )}
    </Page>
  );
}

/** Sums is what the whole file would do, in numbers. */
function Sums({ of }: { of: Import }) {
  return (
    <dl className={classes.sums}>
      {(["made", "changed", "same", "faulty"] as const).map((act) => (
        <div key={act}>
          <dd>{of[act]}</dd>
          <dt>{t(`import.sum.${act}`)}</dt>
        </div>
      ))}
    </dl>
  );
}

/** Writing shows how far the writing is; it goes on when the page is closed. */
function Writing({ of }: { of: Import }) {
  const total = of.made + of.changed;
  const words = t("import.writing", { done: of.done, total });
  return (
    <div className={classes.writing} role="status">
      {words}
      <Progress
        size={6}
        value={total === 0 ? 0 : (100 * of.done) / total}
        color="var(--cv-accent-fill)"
        aria-label={words}
      />
    </div>
  );
}
