import { Button, Drawer, Menu, Select } from "@mantine/core";
import { IconFileImport, IconPlus, IconPrinter, IconTableImport } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Link, useSearchParams } from "react-router";
import { sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import { unitsQuery } from "@/shared/api/units";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { ExportButton } from "@/shared/ui/ExportButton";
import { useRightColumn, useSettled } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import {
  type IncomingFilter,
  type IncomingMessage,
  incomingApi,
  printedMost,
  type RegisterForm,
  type Show,
} from "../api";
import { EntryDialog } from "../components/EntryDialog";
import classes from "../components/Incoming.module.css";
import { LinePanel } from "../components/LinePanel";
import { type Printed, PrintedRegister } from "../components/PrintedRegister";
import { ReceiveMessage } from "../components/ReceiveMessage";
import { RegisterTable } from "../components/RegisterTable";
import { incomingPagesQuery } from "../queries";

const shows = ["all", "open", "directed", "overdue", "to_answer", "cancelled"] as const satisfies readonly Show[];
const forms = ["follow", "register"] as const satisfies readonly RegisterForm[];
const urgencies = ["khan", "thuong_khan", "hoa_toc"] as const;
const firstYear = 2020;

/** IncomingPage is Văn bản đến: the register of the body, its follow-up, and one line of it beside. */
export function IncomingPage() {
  const today = useToday()?.date ?? "";
  const [params, setParams] = useSearchParams();
  const beside = useRightColumn();
  const thisYear = Number(today.slice(0, 4));
  const [words, setWords] = useState(params.get("q") ?? "");
  const settled = useSettled(words.trim());
  const [days, setDays] = useState({ from: params.get("from") ?? "", to: params.get("to") ?? "" });
  const show = shows.find((one) => one === params.get("show")) ?? "all";
  const form = forms.find((one) => one === params.get("form")) ?? "follow";
  const selected = params.get("line") ?? undefined;
  const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(dayOfText(text)) ? dayOfText(text) : undefined);
  const asked = Number(params.get("year"));
  const filter: IncomingFilter = {
    year: asked >= firstYear && asked <= thisYear ? asked : undefined,
    show,
    q: settled || undefined,
    unit: params.get("unit") ?? undefined,
    urgency: urgencies.find((one) => one === params.get("urgency")),
    from: day(days.from),
    to: day(days.to),
  };
  const units = useQuery(unitsQuery()).data?.items ?? [];
  const names = distinctNames(units);
  const query = useInfiniteQuery(incomingPagesQuery(filter));
  const first = query.data?.pages[0];
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [entering, setEntering] = useState(params.has("enter"));
  const chooser = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState<IncomingMessage>();
  const [printed, setPrinted] = useState<Printed>();
  const printing = useMutation({
    mutationFn: async (which: RegisterForm) => ({ which, ...(await incomingApi.printed(filter)) }),
    onSuccess: ({ which, rows: lines, more }) => {
      if (more) void toast(t("incoming.print.more", { n: printedMost }));
      // Drawn before the browser asks what to print.
      flushSync(() =>
        setPrinted({ form: which, body: first?.body?.name ?? "", year: first?.year ?? thisYear, rows: lines }),
      );
      window.print();
    },
  });
  const change = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params);
    if (value === undefined) next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true, preventScrollReset: true });
  };
  const close = () => change("line", undefined);
  const panel = selected !== undefined && <LinePanel key={selected} id={selected} onClose={close} />;
  return (
    <Page
      title={t("nav.incoming")}
      flush
      actions={
        <>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} stroke={1.6} aria-hidden />}
                loading={printing.isPending}
              >
                {t("incoming.print")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => printing.mutate("register")}>{t("incoming.print.as.register")}</Menu.Item>
              <Menu.Item onClick={() => printing.mutate("follow")}>{t("incoming.print.as.follow")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <ExportButton path="/incoming/export" query={{ ...filter, form }} />
          {first?.keeps && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconTableImport size={16} stroke={1.6} aria-hidden />}>
                  {t("incoming.import")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item component={Link} to="/import?table=incoming">
                  {t("incoming.import.excel")}
                </Menu.Item>
                <Menu.Item onClick={() => chooser.current?.click()}>{t("incoming.import.message")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
          {first?.keeps && (
            <Button leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />} onClick={() => setEntering(true)}>
              {t("incoming.enter")}
            </Button>
          )}
        </>
      }
    >
      <search className={`${classes.tools} cv-noprint`}>
        <TextInput
          className={classes.search}
          aria-label={t("incoming.search")}
          placeholder={t("incoming.search")}
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          aria-label={t("incoming.show")}
          className={classes.choice}
          allowDeselect={false}
          data={shows.map((value) => ({ value, label: t(`incoming.show.${value}`) }))}
          value={show}
          onChange={(value) => change("show", value ?? undefined)}
        />
        <Select
          aria-label={t("incoming.form")}
          className={classes.wideChoice}
          allowDeselect={false}
          data={forms.map((value) => ({ value, label: t(`incoming.form.${value}`) }))}
          value={form}
          onChange={(value) => change("form", value ?? undefined)}
        />
        <Select
          aria-label={t("incoming.year")}
          className={classes.year}
          allowDeselect={false}
          data={today === "" ? [] : yearsTo(thisYear)}
          value={String(filter.year ?? thisYear)}
          onChange={(value) => change("year", value ?? undefined)}
        />
        <Select
          aria-label={t("incoming.field.urgency")}
          placeholder={t("incoming.anyUrgency")}
          className={classes.choice}
          clearable
          data={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
          value={filter.urgency ?? null}
          onChange={(value) => change("urgency", value ?? undefined)}
        />
        <Select
          aria-label={t("incoming.unit")}
          placeholder={t("incoming.anyUnit")}
          className={classes.choice}
          clearable
          searchable
          data={units.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
          value={filter.unit ?? null}
          onChange={(value) => change("unit", value ?? undefined)}
        />
        <div className={classes.choice}>
          <DayInput
            label={t("incoming.from")}
            value={days.from}
            onChange={(from) => setDays((now) => ({ ...now, from }))}
          />
        </div>
        <div className={classes.choice}>
          <DayInput label={t("incoming.to")} value={days.to} onChange={(to) => setDays((now) => ({ ...now, to }))} />
        </div>
      </search>
      {first?.keeps && (
        <div className={classes.bringing}>
          <ReceiveMessage chooser={chooser} onRead={setMessage} />
        </div>
      )}
      {printing.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(printing.error)}</FieldError>
        </div>
      )}
      <div className={classes.split}>
        <div className={classes.list}>
          {query.isPending && <SkeletonRows />}
          {query.isError && query.data === undefined && (
            <ErrorState title={t("incoming.failed")} error={query.error} onRetry={() => void query.refetch()} />
          )}
          {query.data !== undefined && rows.length === 0 && (
            <EmptyState
              icon={IconFileImport}
              title={t("incoming.none")}
              text={t(first?.keeps ? "incoming.none.clerk" : "incoming.none.reader")}
            />
          )}
          {rows.length > 0 && (
            <RegisterTable
              rows={rows}
              form={form}
              selected={selected}
              narrow={beside && selected !== undefined}
              onSelect={(id) => change("line", id)}
            />
          )}
          {query.hasNextPage && (
            <div className={classes.foot}>
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("more")}
              </Button>
            </div>
          )}
          {rows.length > 0 && !query.hasNextPage && (
            <p className={classes.second}>
              {first?.body === undefined
                ? t("incoming.end.all")
                : t("incoming.end", { body: first.body.name, year: first.year })}
            </p>
          )}
        </div>
        {beside && panel !== false && (
          <section className={classes.panel} aria-label={t("incoming.panel")}>
            {panel}
          </section>
        )}
      </div>
      {!beside && panel !== false && (
        <Drawer.Root opened onClose={close} position="right" size="lg">
          <Drawer.Overlay />
          <Drawer.Content aria-label={t("incoming.panel")}>
            <Drawer.Body p={0}>{panel}</Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
      {(entering || message !== undefined) && (
        <EntryDialog
          message={message}
          begins={first?.begun === false && filter.year === undefined}
          onDone={(stored) => {
            setEntering(false);
            setMessage(undefined);
            change("line", stored.id);
          }}
          onClose={() => {
            setEntering(false);
            setMessage(undefined);
          }}
        />
      )}
      {printed !== undefined && <PrintedRegister {...printed} />}
    </Page>
  );
}

/** yearsTo lists the years of registers, the latest first. */
function yearsTo(last: number): string[] {
  return Array.from({ length: last - firstYear + 1 }, (_, i) => String(last - i));
}
