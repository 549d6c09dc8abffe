import { Button } from "@mantine/core";
import { IconMailbox } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { LedgerChannel, LedgerItem } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { ledgerQuery } from "../queries";
import classes from "./Plan.module.css";

/** Ledger is Sổ gửi tin: each message that was given, by which rule, by which ways and how far it is on them; person narrows it to one. */
export function Ledger({ person, onPerson }: { person: string; onPerson: (id: string) => void }) {
  const ledger = useInfiniteQuery(ledgerQuery(person));
  const items = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className={classes.note}>{t("admin.ledger.note")}</p>
      {person !== "" && (
        <Button variant="light" onClick={() => onPerson("")}>
          {t("admin.ledger.everybody")}
        </Button>
      )}
      {ledger.isPending && <SkeletonRows rows={8} />}
      {ledger.isError && ledger.data === undefined && (
        <ErrorState title={t("admin.ledger.failed")} error={ledger.error} onRetry={() => void ledger.refetch()} />
      )}
      {ledger.isSuccess && items.length === 0 && (
        <EmptyState icon={IconMailbox} title={t("admin.ledger.empty.title")} text={t("admin.ledger.empty.text")} />
      )}
      {items.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("admin.ledger.to")}</th>
              <th scope="col">{t("admin.ledger.rule")}</th>
              <th scope="col">{t("admin.ledger.ways")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.id} item={item} onPerson={onPerson} />
            ))}
          </tbody>
        </table>
      )}
      {ledger.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={ledger.isFetchingNextPage}
          onClick={() => void ledger.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}

function Row({ item, onPerson }: { item: LedgerItem; onPerson: (id: string) => void }) {
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={classes.open}
          aria-label={t("admin.ledger.only", { name: item.to.name })}
          onClick={() => onPerson(item.to.id)}
        >
          {item.to.name}
        </button>
        {item.to.unit !== undefined && <span className={classes.second}>{item.to.unit}</span>}
      </th>
      <td>
        {tx(`rule.${item.rule}`, "rule.unknown")}
        {item.code !== undefined && <span className={classes.second}>{item.code}</span>}
      </td>
      <td>
        {item.channels.map((channel) => (
          <Way key={channel.channel} way={channel} />
        ))}
      </td>
    </tr>
  );
}

function Way({ way }: { way: LedgerChannel }) {
  const at = way.seen ?? way.sent ?? way.planned;
  return (
    <span className={classes.way} data-state={way.state}>
      {t("admin.ledger.way", {
        channel: t(`admin.ledger.channel.${way.channel}`),
        state: t(`admin.ledger.state.${way.state}`),
        at: formatInstant(at),
      })}
      {way.sent !== undefined && way.sent !== way.planned && (
        <span className={classes.second}>{t("admin.ledger.planned", { at: formatInstant(way.planned) })}</span>
      )}
      {way.fault !== undefined && <span className={classes.second}>{way.fault}</span>}
    </span>
  );
}
