import { Button, Group } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { ChangeKind, UnitDetail } from "../api";
import { unitQuery } from "../queries";
import { ChangeDialog } from "./ChangeDialog";
import { ChangeItem } from "./ChangeItem";
import classes from "./Unit.module.css";

/** UnitPanel is one unit: where it stands, who heads it, what it was called, what was changed, and what may be done. */
export function UnitPanel({ id }: { id: string }) {
  const unit = useQuery(unitQuery(id));
  if (unit.data === undefined)
    return unit.isError ? (
      <ErrorState title={t("unit.failed")} error={unit.error} onRetry={() => void unit.refetch()} />
    ) : (
      <SkeletonRows />
    );
  return <Shown key={id} unit={unit.data} />;
}

function Shown({ unit }: { unit: UnitDetail }) {
  return (
    <div className={classes.panel}>
      <h2>{unit.name}</h2>
      <p className={classes.second}>
        {[unit.code, t(`unit.kind.${unit.kind}`), ...unit.path.map(({ shortName }) => shortName)].join(" · ")}
      </p>
      <Acts unit={unit} />
      <dl className={classes.facts}>
        <dt>{t("unit.head")}</dt>
        <dd>
          {unit.head?.name ?? (
            <span className={classes.vacant}>
              <IconAlertCircle size={14} aria-hidden /> {t("unit.vacant")}
            </span>
          )}
        </dd>
        <dt>{t("unit.members")}</dt>
        <dd>{unit.members}</dd>
        <dt>{t("unit.children")}</dt>
        <dd>{unit.children}</dd>
        <dt>{t("unit.from")}</dt>
        <dd>{formatDay(unit.from)}</dd>
        {unit.to !== undefined && (
          <>
            <dt>{t("unit.to")}</dt>
            <dd>
              {formatDay(unit.to)}
              {unit.into !== undefined && ` · ${t("unit.into", { unit: unit.into.name })}`}
            </dd>
          </>
        )}
      </dl>
      {unit.former.length > 0 && (
        <>
          <SectionTitle title={t("unit.former")} />
          <ul className={classes.plain}>
            {unit.former.map((name) => (
              <li key={name.until}>
                {name.name} ({name.code})
                <div className={classes.second}>{t("unit.until", { day: formatDay(name.until) })}</div>
              </li>
            ))}
          </ul>
        </>
      )}
      {unit.changes.length > 0 && (
        <>
          <SectionTitle title={t("unit.history")} />
          <ul className={classes.plain}>
            {unit.changes.map((change) => (
              <ChangeItem key={change.id} change={change} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Acts({ unit }: { unit: UnitDetail }) {
  const [change, setChange] = useState<ChangeKind>();
  if (unit.acts.length === 0) return null;
  const done = () => setChange(undefined);
  return (
    <>
      <Group gap="xs" role="group" aria-label={t("unit.acts")} className={classes.acts}>
        {unit.acts.map((act) => (
          <Button key={act} variant="default" size="xs" onClick={() => setChange(act)}>
            {t(`unit.act.${act}`)}
          </Button>
        ))}
      </Group>
      {change !== undefined && <ChangeDialog change={change} unit={unit} onClose={done} />}
    </>
  );
}
