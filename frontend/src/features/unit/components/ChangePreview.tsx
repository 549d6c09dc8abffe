import { IconAlertTriangle, IconUserQuestion } from "@tabler/icons-react";
import { t, tx } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import type { ChangeKind, Preview, UnitNode } from "../api";
import classes from "./Unit.module.css";

/** ChangePreview says what a move, a merger or an end would do: how much changes hands, who sees it no longer and who does. */
export function ChangePreview(props: { change: ChangeKind; unit: UnitNode; preview: Preview }) {
  const { change, unit, preview } = props;
  const { moves, losing, gaining, left } = preview;
  const names = (units: Preview["losing"]) => units.map(({ name }) => name).join(", ");
  return (
    <section aria-label={t("unit.preview")} className={classes.preview}>
      <p className={classes.previewTitle}>
        {t(change === "end" ? "unit.preview.end" : "unit.preview.moves", { unit: unit.name })}
      </p>
      <dl className={classes.tallies}>
        {moves.map(({ kind, all, open }) => (
          <div key={kind}>
            <dt>{tx(`unit.kind.${kind}`, "unit.kind.other")}</dt>
            <dd>
              <b>{all}</b>
              {open > 0 && tx(`unit.open.${kind}`, "unit.open.tasks", { n: open })}
            </dd>
          </div>
        ))}
      </dl>
      {losing.length > 0 && <p>{t("unit.preview.losing", { names: names(losing) })}</p>}
      {gaining.length > 0 && <p>{t("unit.preview.gaining", { names: names(gaining) })}</p>}
      {change === "merge" && unit.head !== undefined && (
        <Note icon={IconUserQuestion}>{t("unit.preview.head", { name: unit.head.name, unit: unit.name })}</Note>
      )}
      {left !== undefined && <Note icon={IconAlertTriangle}>{left}</Note>}
    </section>
  );
}
