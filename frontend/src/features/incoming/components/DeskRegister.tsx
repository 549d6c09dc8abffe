import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import { receiversOf, settlingText } from "../model/line";
import { incomingPagesQuery } from "../queries";
import classes from "./Incoming.module.css";

// The desk shows the newest; the register has the rest.
const shown = 5;

/** DeskRegister is a clerk's work of today: documents that nobody has directed yet, and those that wait for their answer. */
export function DeskRegister() {
  return (
    <>
      <Lines show="open" />
      <Lines show="to_answer" />
    </>
  );
}

function Lines({ show }: { show: "open" | "to_answer" }) {
  const query = useInfiniteQuery(incomingPagesQuery({ show }));
  const first = query.data?.pages[0];
  const rows = first?.items ?? [];
  const more = first?.next !== undefined;
  return (
    <section className={classes.desk} aria-labelledby={`desk-register-${show}`}>
      <SectionTitle
        id={`desk-register-${show}`}
        title={t(`incoming.desk.${show}`)}
        count={first === undefined ? undefined : more ? `${rows.length}+` : rows.length}
        to={`/incoming?show=${show}`}
        end={
          show === "open" &&
          first?.keeps === true && (
            <Button
              component={Link}
              to="/incoming?enter=1"
              size="xs"
              className="cv-noprint"
              leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}
            >
              {t("incoming.enter")}
            </Button>
          )
        }
      />
      {query.isPending && <SkeletonRows rows={2} />}
      {query.isError && query.data === undefined && (
        <ErrorState title={t("incoming.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {first !== undefined && rows.length === 0 && <p className={classes.second}>{t(`incoming.desk.${show}.none`)}</p>}
      <ul className={classes.deskLines}>
        {rows.slice(0, shown).map((row) => (
          <li key={row.id}>
            <span className={classes.deskNumber}>{row.n}</span>
            <div>
              <Anchor component={Link} to={`/incoming?show=${show}&line=${row.id}`} inherit c="inherit">
                <UrgencyWord urgency={row.urgency} />
                {row.abstract}
              </Anchor>
              <span className={classes.second}>
                {[row.number, row.issuer, formatDay(row.arrivedOn), receiversOf(row), settlingText(row)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {(more || rows.length > shown) && (
        <Anchor component={Link} to={`/incoming?show=${show}`} className="cv-noprint" fz="sm">
          {t("incoming.desk.all")}
        </Anchor>
      )}
    </section>
  );
}
