import type { EvalPolicy, SchemeChoice } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { differences } from "./choice";
import classes from "./Settings.module.css";
import { nameOf, valueText } from "./words";

/** Differences lists what the agency sets otherwise than the policy as it was published; that it sets nothing is said too. */
export function Differences({ choice, published }: { choice: SchemeChoice; published: EvalPolicy }) {
  const all = differences(choice, published);
  if (all.length === 0) return <p className={classes.text}>{t("evaluation.set.nothing")}</p>;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("evaluation.set.name")}</th>
          <th scope="col">{t("evaluation.set.was")}</th>
          <th scope="col">{t("evaluation.set.now")}</th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ key, was, now }) => (
          <tr key={key}>
            <th scope="row">{nameOf(key)}</th>
            <td>{valueText(key, was)}</td>
            <td className={classes.now}>{valueText(key, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
