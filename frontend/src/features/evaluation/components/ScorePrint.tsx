import type { ReactNode } from "react";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { Score, ScoreLine } from "@/shared/api/types";
import { formatDay, formatInstant, formatMonth } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { PrintSheet } from "@/shared/ui/PrintSheet";
import { formatExact, formatPlain } from "../model/decimal";
import { exactly, generalMax, type Ratio, ratioParts, ratios, standingOf, taskPoints } from "../model/score";
import {
  articleOf,
  generalFormula,
  leadershipFormulas,
  ratioFormula,
  settingText,
  taskFormula,
  totalText,
} from "./formulas";
import { gradeName } from "./GradeBars";
import { datesOf, excuseSentence, remarksOf, reviewSentence } from "./lineWords";
import classes from "./Print.module.css";
import { reasonSentences } from "./reasons";

/**
 * ScorePrint is a score on paper: one page of points with places for signatures, and the list of products on the next,
 * each line once whatever is open on screen. own: it is the reader's own.
 */
export function ScorePrint({ score, own }: { score: Score; own: boolean }) {
  return (
    <PrintSheet>
      <article className={classes.sheet}>
        <Head score={score} own={own} />
        <h2 className={classes.part}>{t("evaluation.print.general")}</h2>
        <General score={score} />
        <h2 className={classes.part}>{t("evaluation.print.summary")}</h2>
        <Summary score={score} />
        <Verdict score={score} />
        <Signatures name={score.person.name} />
        <Foot score={score} />
      </article>
      {score.lines.length + score.left.length > 0 && <Annex score={score} />}
    </PrintSheet>
  );
}

function Head({ score: { person, period }, own }: { score: Score; own: boolean }) {
  const me = useMe();
  const day = useToday()?.date;
  const unit = own
    ? me.unitPath
        .slice(1)
        .reverse()
        .map(({ name }) => name)
        .join(", ")
    : person.unit;
  return (
    <>
      <header className={classes.head}>
        <p>
          <strong>{me.unitPath[0]?.name}</strong>
        </p>
        <p>
          <strong>{t("evaluation.print.nation")}</strong>
          <br />
          <strong>{t("evaluation.print.motto")}</strong>
          {day !== undefined && (
            <>
              <br />
              <em>{t("evaluation.print.on", { day: formatDay(day) })}</em>
            </>
          )}
        </p>
      </header>
      <h1 className={classes.title}>
        {t("evaluation.print.title")}
        <span>{t("evaluation.print.period", { month: formatMonth(period) })}</span>
      </h1>
      <dl className={classes.who}>
        <Fact name={t("evaluation.print.name")} value={person.name} />
        <Fact name={t("evaluation.print.post")} value={person.title} />
        <Fact name={t("evaluation.unit")} value={unit} />
      </dl>
    </>
  );
}

function Fact({ name, value }: { name: string; value?: string }) {
  if (value === undefined || value === "") return null;
  return (
    <div>
      <dt>{name}:</dt> <dd>{value}</dd>
    </div>
  );
}

function General({ score }: { score: Score }) {
  const { generalGroups, general } = score;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t("evaluation.print.no")}</th>
          <th>{t("evaluation.print.criterion")}</th>
          <th data-number>{t("evaluation.print.max")}</th>
          <th data-number>{t("evaluation.print.points")}</th>
        </tr>
      </thead>
      <tbody>
        {generalGroups.map(({ key, name, max, points, remark }, i) => (
          <tr key={key}>
            <td>{i + 1}</td>
            <td>
              {name}
              {remark !== undefined && <small>{remark}</small>}
            </td>
            <td data-number>{formatDecimal(max)}</td>
            <td data-number>{shown(points)}</td>
          </tr>
        ))}
        <tr data-sum>
          <td />
          <td>{t("evaluation.give.sum")}</td>
          <td data-number>{formatDecimal(generalMax(generalGroups))}</td>
          <td data-number>{shown(general)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** A row of the summary: what it is, its points, how they are made and by which article. */
interface Step {
  name: string;
  points: string;
  how?: string;
  article?: string;
  remark?: string;
}

function Summary({ score }: { score: Score }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t("evaluation.print.no")}</th>
          <th>{t("evaluation.print.content")}</th>
          <th data-number>{t("evaluation.print.points")}</th>
          <th>{t("evaluation.print.how")}</th>
        </tr>
      </thead>
      <tbody>
        {stepsOf(score).map(({ name, points, how, article, remark }, i, all) => (
          <tr key={name} data-sum={i === all.length - 1 || undefined}>
            <td>{i + 1}</td>
            <td>
              {name}
              {remark !== undefined && <small>{remark}</small>}
            </td>
            <td data-number>{points}</td>
            <td>{[how, article].filter(Boolean).join("; ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** stepsOf are the steps from the general points and the ratios to the total, as on screen. */
function stepsOf(score: Score): Step[] {
  const leading = leadershipFormulas(score);
  return [
    {
      name: t("evaluation.general"),
      points: shown(score.general),
      how: generalFormula(score),
      article: articleOf(score, "general").text,
    },
    ...ratios.map((ratio) => ({
      name: t(`evaluation.ratio.${ratio}.named`),
      points: shown(score[ratio]),
      how: ratioFormula(score, ratio),
      article: articleOf(score, "ratios").text,
    })),
    ...(score.leader ? (["d", "dd", "e"] as const) : []).map((part) => ({
      name: t(`evaluation.part.${part}`),
      points: shown(score[part]),
      how: leading[part],
      article: articleOf(score, "leadership").text,
      remark: part === "d" || score[part] !== "50" ? undefined : score.leadership?.reason,
    })),
    {
      name: t("evaluation.task.long"),
      points: shown(taskPoints(score)),
      how: taskFormula(score, generalMax(score.generalGroups)),
      article: articleOf(score, "formula").text,
    },
    {
      name: t("evaluation.total"),
      points: totalText(score),
      how: t("evaluation.total.formula"),
      article: articleOf(score, "scale").text,
    },
  ];
}

/** Verdict is the grade with its clause, and why beside it where the rounded total would mislead; or why there is none. */
function Verdict({ score }: { score: Score }) {
  const standing = standingOf(score);
  if (score.grade === undefined) {
    return (
      <p className={classes.verdict}>
        <strong>{t(`evaluation.status.${score.status}`)}.</strong> {reasonSentences(score).join(" ")}
      </p>
    );
  }
  const { gradeBasis: clause, gates } = score;
  return (
    <p className={classes.verdict}>
      {t("evaluation.print.grade")}: <strong>{gradeName(score.grade)}</strong>.{" "}
      {clause !== undefined && t("evaluation.clause", { clause })}{" "}
      {standing?.overridden && t(gates.length > 0 ? "evaluation.gated" : "evaluation.overridden")}
      {standing?.next?.missing === "0" &&
        t("evaluation.missing.rounded", {
          exact: formatPlain(exactly(score.totalExact ?? "0")),
          from: formatPlain(standing.next.from),
          grade: gradeName(standing.next.grade),
        })}
    </p>
  );
}

function Signatures({ name }: { name: string }) {
  return (
    <div className={classes.signatures}>
      <Place who={t("evaluation.print.sign.person")} name={name} />
      <Place who={t("evaluation.print.sign.superior")} />
      <Place who={t("evaluation.print.sign.authority")} />
    </div>
  );
}

function Place({ who, name }: { who: string; name?: string }) {
  return (
    <div>
      <strong>{who}</strong>
      <em>{t("evaluation.print.sign.how")}</em>
      <strong className={classes.signed}>{name}</strong>
    </div>
  );
}

/** Foot says how final the score is, and by which rules it was computed. */
function Foot({ score }: { score: Score }) {
  const final = {
    open: t("evaluation.asOf", { time: formatInstant(score.asOf) }),
    closing: t("evaluation.closing"),
    closed: t("evaluation.closed"),
  }[score.periodState];
  return (
    <footer className={classes.foot}>
      {final} {score.hash !== undefined && <span>{t("evaluation.hash", { hash: score.hash })}.</span>}{" "}
      {t("evaluation.policy", { law: articleOf(score, "scale").law, version: score.policy?.split("@")[1] ?? "1" })}
    </footer>
  );
}

function Annex({ score }: { score: Score }) {
  const { lines, left, person, period, settings } = score;
  const own = settings.filter(({ mark }) => mark !== "C");
  return (
    <section className={classes.annex}>
      <h2 className={classes.part}>
        {t("evaluation.print.annex", { name: person.name, month: formatMonth(period), n: lines.length })}
      </h2>
      <Lines score={score} />
      {left.length > 0 && (
        <>
          <h3 className={classes.small}>{t("evaluation.left")}</h3>
          <ul className={classes.list}>
            {left.map(({ task, code, title, why, period: month, dueOn }) => (
              <li key={`${task} ${month}`}>
                {title} ({code}).{" "}
                {t(`evaluation.left.${why}`, {
                  month: formatMonth(month),
                  due: dueOn === undefined ? t("timeliness.none") : formatDay(dueOn),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {own.length > 0 && (
        <>
          <h3 className={classes.small}>{t("evaluation.settings")}</h3>
          <p className={classes.list}>
            {own
              .map(settingText)
              .map(({ name, value }) => `${name}: ${value}`)
              .join("; ")}
            .
          </p>
        </>
      )}
    </section>
  );
}

function Lines({ score: { lines, sums } }: { score: Score }) {
  if (lines.length === 0) return null;
  const credits = (of: (ratio: Ratio) => string) =>
    ratios.map((ratio) => (
      <td key={ratio} data-number>
        {formatExact(of(ratio))}
      </td>
    ));
  return (
    <table className={classes.table} data-small>
      <thead>
        <tr>
          <th>{t("evaluation.print.no")}</th>
          <th>{t("evaluation.lines.product")}</th>
          <th data-number>{t("evaluation.print.assigned")}</th>
          <th data-number>{t("evaluation.print.done")}</th>
          <th data-number>K</th>
          {ratios.map((ratio) => (
            <th key={ratio} data-number>
              {ratio}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, i) => (
          <tr key={`${line.task} ${line.carriedFrom ?? ""}`}>
            <td>{i + 1}</td>
            <td>
              {line.title}
              <small>{noteOf(line)}</small>
            </td>
            <td data-number>{formatPlain(line.assigned)}</td>
            <td data-number>{formatPlain(line.done)}</td>
            <td data-number>{formatPlain(line.k)}</td>
            {credits((ratio) => line[ratioParts[ratio].credit])}
          </tr>
        ))}
        <tr data-sum>
          <td />
          <td colSpan={4}>
            {t("evaluation.lines.sum")} ({t("evaluation.print.weight", { weight: formatExact(sums.weight) })})
          </td>
          {credits((ratio) => sums[ratioParts[ratio].sum])}
        </tr>
      </tbody>
    </table>
  );
}

/** noteOf tells a line's task and product, its deadlines, what cost it points and who decided. */
function noteOf(line: ScoreLine): ReactNode {
  const codes = [line.code, line.product.code].filter(Boolean).join(", ");
  const remarks = remarksOf(line);
  return [
    `${codes}: ${datesOf(line)}`,
    remarks.length > 0 && `${t("evaluation.print.remark")}: ${remarks.join(", ")}.`,
    ...line.reviews.map(reviewSentence),
    ...line.excuses.map(excuseSentence),
  ]
    .filter(Boolean)
    .join(" ");
}

function shown(points: string | undefined): string {
  return points === undefined ? t("evaluation.none") : formatDecimal(points);
}
