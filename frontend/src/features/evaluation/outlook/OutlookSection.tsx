import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useToday } from "@/shared/api/today";
import type { Score } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { DecimalField } from "@/shared/ui/DecimalField";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { generalMax } from "../model/score";
import { Figures } from "./Figures";
import classes from "./Outlook.module.css";
import { outlookQuery } from "./queries";
import { bodyOf, inTime, type Supposition } from "./supposition";
import { WorkChoices } from "./WorkChoices";

/** OutlookSection answers "nếu … thì sao": what the running month becomes if its unfinished work is done so and so. */
export function OutlookSection({ score }: { score: Score }) {
  const [value, setValue] = useState(inTime);
  const today = useToday()?.date;
  const query = useQuery(outlookQuery(score.person.id, score.period, bodyOf(value)));
  const outlook = query.data;
  const max = Number(generalMax(score.generalGroups));
  return (
    <section className={classes.section} aria-label={t("outlook.title")} data-noprint>
      <OutlookHead value={value} onChange={setValue}>
        {score.general === undefined && (
          <DecimalField
            className={classes.general}
            size="xs"
            label={t("outlook.general", { max })}
            min={0}
            max={max}
            step={0.25}
            value={value.general}
            onChange={(general) => setValue({ ...value, general })}
          />
        )}
      </OutlookHead>
      {outlook === undefined && query.isError && (
        <ErrorState title={t("outlook.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {outlook === undefined && !query.isError && <SkeletonRows rows={3} />}
      {outlook !== undefined && today !== undefined && (
        <>
          <Figures now={outlook.now} end={outlook.end} />
          {outlook.works.length === 0 ? (
            <p className={classes.quiet}>{t("outlook.nothing")}</p>
          ) : (
            <WorkChoices works={outlook.works} value={value} today={today} onChange={setValue} />
          )}
        </>
      )}
    </section>
  );
}

/** Props of OutlookHead; children stand beside the choice for the rest. */
interface HeadProps {
  value: Supposition;
  onChange: (value: Supposition) => void;
  children?: ReactNode;
}

/** OutlookHead names the section and takes what is supposed of all work that is not chosen singly. */
export function OutlookHead({ value, onChange, children }: HeadProps) {
  const begun = Object.keys(value.works).length > 0;
  return (
    <>
      <SectionTitle
        large
        title={t("outlook.title")}
        end={
          begun && (
            <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...value, works: {} })}>
              {t("outlook.again")}
            </Button>
          )
        }
      />
      <p className={classes.quiet}>{t("outlook.text")}</p>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t("outlook.rest")}
          data={(["in_time", "none"] as const).map((rest) => ({ value: rest, label: t(`outlook.rest.${rest}`) }))}
          value={value.rest ? "in_time" : "none"}
          onChange={(rest) => onChange({ ...value, rest: rest === "in_time", works: {} })}
        />
        {children}
      </div>
    </>
  );
}
