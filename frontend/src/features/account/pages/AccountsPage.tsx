import { Button, Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { AccountState, Slip } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import classes from "../components/Account.module.css";
import { AccountRows } from "../components/AccountRows";
import { SlipsDialog } from "../components/SlipsDialog";
import { PolicyDialog } from "../factor/PolicyDialog";
import { factorPolicyQuery } from "../factor/queries";
import { accountStates } from "../model/state";
import { accountsQuery, useAccountAct } from "../queries";

/** AccountsPage is Tài khoản cán bộ: who can sign in; personnel give codes, administrators disable, close and end sessions. */
export function AccountsPage() {
  const [text, setText] = useState("");
  const asked = useSearchParams()[0].get("state");
  const [state, setState] = useState<AccountState | "all">(accountStates.find((one) => one === asked) ?? "all");
  const [chosen, setChosen] = useState<string[]>([]);
  const [slips, setSlips] = useState<Slip[]>();
  const [ruling, setRuling] = useState(false);
  const me = useMe();
  const rules = me.appointments.some(({ role, unit }) => role === "admin" && unit.id === me.unitPath[0]?.id);
  const policy = useQuery({ ...factorPolicyQuery(), enabled: rules }).data;
  const q = useSettled(text.trim());
  const list = useInfiniteQuery(accountsQuery({ q: q || undefined, state: state === "all" ? undefined : state }));
  const give = useAccountAct(accountApi.codes);
  const send = useAccountAct(accountApi.mail);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const able = rows.filter((row) => row.can.code);
  const picked = able.filter((row) => chosen.includes(row.person)).map((row) => row.person);

  const byMail = able.filter((row) => row.can.mail && chosen.includes(row.person)).map((row) => row.person);

  function codes(people: string[]) {
    give.mutate(people, {
      onSuccess: ({ items }) => {
        setSlips(items);
        setChosen([]);
      },
    });
  }

  function mail(people: string[]) {
    send.mutate(people, {
      onSuccess: ({ items }) => {
        const [first] = items;
        void toast(
          items.length === 1 && first !== undefined
            ? t("account.mail.done", { name: first.name, to: first.to })
            : t("account.mail.doneN", { n: items.length }),
        );
        setChosen([]);
      },
    });
  }

  return (
    <Page
      title={t("nav.accounts")}
      actions={
        (able.length > 0 || rules) && (
          <>
            {rules && (
              <Button variant="default" disabled={policy === undefined} onClick={() => setRuling(true)}>
                {t("account.factor.title")}
              </Button>
            )}
            {able.some((row) => row.can.mail) && (
              <Button
                variant="default"
                disabled={byMail.length === 0}
                loading={send.isPending}
                onClick={() => mail(byMail.slice(0, atOnce))}
              >
                {byMail.length === 0 ? t("account.mail.act") : t("account.mail.actN", { n: byMail.length })}
              </Button>
            )}
            {able.length > 0 && (
              <Button
                disabled={picked.length === 0}
                loading={give.isPending}
                onClick={() => codes(picked.slice(0, atOnce))}
              >
                {picked.length === 0 ? t("account.code.act") : t("account.code.actN", { n: picked.length })}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={classes.filters}>
        <TextInput
          label={t("account.list.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t("account.list.state")}
          value={state}
          onChange={(value) => {
            setState(value as typeof state);
            setChosen([]);
          }}
          data={[
            { value: "all", label: t("account.list.all") },
            ...accountStates.map((value) => ({ value, label: t(`account.state.${value}`) })),
          ]}
        />
      </div>
      {give.isError && <FieldError>{sentenceOf(give.error)}</FieldError>}
      {send.isError && <FieldError>{sentenceOf(send.error)}</FieldError>}
      {able.length > 1 && (
        <Checkbox
          my="sm"
          label={t("account.code.all", { n: able.length })}
          checked={picked.length === able.length}
          indeterminate={picked.length > 0 && picked.length < able.length}
          onChange={(event) => setChosen(event.currentTarget.checked ? able.map((row) => row.person) : [])}
        />
      )}
      {list.isPending && <SkeletonRows />}
      {list.isError && list.data === undefined && (
        <ErrorState title={t("account.list.failed")} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && rows.length === 0 && !list.hasNextPage && (
        <EmptyState icon={IconUsers} title={t("account.list.empty")} text={t("account.list.emptyText")} />
      )}
      {rows.length > 0 && (
        <AccountRows
          rows={rows}
          chosen={picked}
          onChoose={setChosen}
          onCode={(person) => codes([person])}
          onMail={(person) => mail([person])}
        />
      )}
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      {ruling && policy !== undefined && <PolicyDialog policy={policy} onClose={() => setRuling(false)} />}
      {slips !== undefined && <SlipsDialog slips={slips} onClose={() => setSlips(undefined)} />}
    </Page>
  );
}

/** atOnce is how many codes one request gives. */
const atOnce = 200;
