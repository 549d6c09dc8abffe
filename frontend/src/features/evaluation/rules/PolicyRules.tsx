import type { ReactNode } from "react";
import type { EvalPolicy } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { settingText } from "../components/formulas";
import { formatPlain, multiply } from "../model/decimal";
import { Example } from "./Example";
import { capFormula, type Formula, ratioFormulas, taskFormulas, totalFormula } from "./formulas";
import classes from "./Rules.module.css";

/** PolicyRules writes out one policy: every step with its formula, its clause and how sure it is. */
export function PolicyRules({ policy, period }: { policy: EvalPolicy; period: string }) {
  const { basis, marks, leadership, year, cap } = policy;
  const percent = (share: string) => `${formatPlain(multiply(share, "100"))}%`;
  return (
    <article>
      <section className={classes.part}>
        <h2 className={classes.lead}>{policy.title}</h2>
        <p className={classes.quiet}>
          {t("evaluation.rules.head", {
            basis: policy.legalBasis,
            day: formatDay(policy.from),
            subjects: policy.subjects
              .map((subject) => tx(`evaluation.rules.class.${subject}`, "evaluation.none"))
              .join(", "),
            name: policy.name,
          })}
        </p>
        {policy.local !== undefined && (
          <p className={classes.quiet}>
            {t("evaluation.set.since", { day: formatDay(policy.local.from), document: policy.local.document })}
          </p>
        )}
      </section>
      <Step part="total" clause={basis.scale} mark={marks.task}>
        <Shown>{totalFormula()}</Shown>
        <p className={classes.text}>
          {t("evaluation.rules.total.text", {
            general: formatPlain(policy.generalMax),
            task: formatPlain(policy.taskMax),
          })}
        </p>
      </Step>
      <Step part="general" clause={basis.general} mark={marks.general}>
        <ul className={classes.list}>
          {policy.groups.map(({ code, name, max }) => (
            <li key={code}>{t("evaluation.rules.group", { name, max: formatPlain(max) })}</li>
          ))}
        </ul>
        <p className={classes.quiet}>
          {t("evaluation.rules.general.text", { step: formatPlain(policy.step) })}{" "}
          {policy.remark && t("evaluation.rules.general.remark")} ({t(markKey(marks.tree))})
        </p>
      </Step>
      <Step part="ratios" clause={basis.ratios} mark={marks.task}>
        <Formulas formulas={ratioFormulas(policy)} />
        <ul className={classes.list}>
          {(["A", "K", "D", "F", "l"] as const).map((symbol) => (
            <li key={symbol}>{t(`evaluation.rules.symbol.${symbol}`)}</li>
          ))}
        </ul>
        <p className={classes.text}>{t("evaluation.rules.ratios.text", { share: percent(policy.deduction) })}</p>
      </Step>
      <Step part="task" clause={basis.formula} mark={marks.task}>
        <Formulas formulas={taskFormulas(policy)} />
      </Step>
      <Step part="lead" clause={basis.leadership} mark={marks.leadership}>
        <p className={classes.text}>
          {t("evaluation.rules.lead.text", {
            full: formatPlain(leadership.full),
            partial: formatPlain(leadership.partial),
            from: formatPlain(leadership.subordinatesFrom),
          })}{" "}
          {leadership.notAboveUnit && t("evaluation.rules.lead.unit")}
        </p>
      </Step>
      <Step part="bands" clause={basis.bands} mark={marks.task}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("evaluation.rules.band.name")}</th>
              <th scope="col" data-number>
                {t("evaluation.rules.band.from")}
              </th>
              <th scope="col">{t("evaluation.rules.band.clause")}</th>
            </tr>
          </thead>
          <tbody>
            {policy.bands.map((band) => (
              <tr key={band.grade}>
                <th scope="row">{band.name}</th>
                <td data-number>{formatPlain(band.from)}</td>
                <td>{band.basis ?? basis.bands}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={classes.text}>{t("evaluation.rules.bands.text")}</p>
        <ul className={classes.list}>
          {policy.overrides.map((one) => (
            <li key={one.name}>
              {one.name}
              {one.leadersOnly && t("evaluation.rules.leadersOnly")}
              {one.sameYear && t("evaluation.rules.sameYear")}
              {one.basis !== undefined && ` (${one.basis})`}
            </li>
          ))}
        </ul>
        {policy.adjustments.map((one) => (
          <p key={one.name} className={classes.text}>
            {t(one.deduct ? "evaluation.rules.deducted" : "evaluation.rules.added", {
              name: one.name,
              max: formatPlain(one.max),
            })}
          </p>
        ))}
      </Step>
      {year !== undefined && (
        <Step part="year" clause={year.basis} mark={year.mark}>
          <p className={classes.text}>{t(`evaluation.rules.quarter.${year.quarter}`)}</p>
          <p className={classes.text}>{t(`evaluation.rules.year.${year.strategy}`)}</p>
        </Step>
      )}
      {cap !== undefined && (
        <Step part="cap" clause={cap.basis} mark={cap.mark}>
          <Shown>{capFormula(policy)}</Shown>
          <p className={classes.text}>
            {t("evaluation.rules.cap.text", { share: percent(cap.share), exceptional: percent(cap.exceptional) })}{" "}
            {t(`evaluation.rules.cap.${cap.base}`)}
          </p>
        </Step>
      )}
      <Step part="settings">
        <ul className={classes.list}>
          {policy.settings.map((setting) => (
            <li key={setting.key}>
              {settingText(setting).name}: <strong>{settingText(setting).value}</strong>{" "}
              <span className={classes.mark}>({t(markKey(setting.mark))})</span>
            </li>
          ))}
        </ul>
      </Step>
      <Example policy={policy} period={period} />
    </article>
  );
}

const steps = { C: "C", S: "S", U: "U" } as const;
const markKey = (mark: string) => `evaluation.rules.mark.${steps[mark as keyof typeof steps] ?? "U"}` as const;

type StepName = "total" | "general" | "ratios" | "task" | "lead" | "bands" | "year" | "cap" | "settings";

/** Step is one part of the computation with its clause. */
function Step(props: { part: StepName; clause?: string; mark?: string; children: ReactNode }) {
  const { part, clause = "", mark, children } = props;
  return (
    <section className={classes.part}>
      <SectionTitle large title={t(`evaluation.rules.step.${part}`)} />
      {clause !== "" && mark !== undefined && (
        <p className={classes.clause}>{t("evaluation.rules.clause", { clause, mark: t(markKey(mark)) })}</p>
      )}
      {children}
    </section>
  );
}

/** Formulas shows each formula under what it says. */
function Formulas({ formulas }: { formulas: Formula[] }) {
  return formulas.map(({ key, shown }) => (
    <div key={key}>
      <p className={classes.text}>{tx(`evaluation.rules.formula.${key}`, "evaluation.none")}</p>
      <Shown>{shown}</Shown>
    </div>
  ));
}

/** Shown gives a formula room of its own; where it is wider than the screen it scrolls, from the keyboard too. */
function Shown({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <figure className={classes.formula} tabIndex={0} aria-label={t("evaluation.rules.formula")}>
      {children}
    </figure>
  );
}
