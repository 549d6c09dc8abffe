import type { Import } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./Import.module.css";

/** Steps says how far an import is: a file chosen, tried, written. */
export function Steps({ of }: { of?: Import }) {
  const at = of === undefined ? 0 : of.state === "checked" ? 1 : 2;
  const done = of?.state === "applied";
  const notes = [
    of === undefined
      ? t("import.step.choose.none")
      : t("import.step.choose.rows", { n: of.rows, columns: of.columns.length }),
    of === undefined ? "" : of.faults > 0 ? t("import.step.try.faults", { n: of.faults }) : t("import.step.try.good"),
    t(done ? "import.step.write.done" : "import.step.write.all"),
  ];
  return (
    <ol className={classes.steps}>
      {([t("import.step.choose"), t("import.step.try"), t("import.step.write")] as const).map((name, i) => (
        <li
          key={name}
          data-state={i < at || done ? "done" : i === at ? "now" : undefined}
          aria-current={i === at ? "step" : undefined}
        >
          <strong>{name}</strong>
          <span>{notes[i]}</span>
        </li>
      ))}
    </ol>
  );
}
