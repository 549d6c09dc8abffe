import { Button } from "@mantine/core";
import { useState } from "react";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { SectionTitle } from "@/shared/ui/Section";
import { isMonth } from "../model/period";
import { generalMax, lowestRatio, type Ratio, ratios, taskPoints } from "../model/score";
import { articleOf, generalFormula, leadershipFormulas, ratioFormula, taskFormula, totalText } from "./formulas";
import { LinesTable } from "./LinesTable";
import classes from "./Tree.module.css";
import { TreeRow } from "./TreeRow";

/**
 * What of the tree is open: the branches, the ratio under which the table of tasks stands, and lines of it. The table has a
 * column for each ratio, so it is shown once.
 */
interface Opened {
  general: boolean;
  task: boolean;
  ratio: Ratio | undefined;
  lines: ReadonlySet<string>;
}

const closed: ReadonlySet<never> = new Set();

/** toggled returns the set with an item that was not in it, or without the one that was. */
function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** ScoreTree answers "Vì sao điểm này?": total, general criteria and results, the ratios, and under each its tasks. */
export function ScoreTree({ score }: { score: Score }) {
  const phone = usePhone();
  // What pulls the score down is what people ask about, else the tasks; on a phone they open them themselves.
  const [opened, setOpened] = useState<Opened>(() => {
    const asked = phone || score.lines.length === 0 ? undefined : (lowestRatio(score) ?? "a");
    return { general: false, task: true, ratio: asked, lines: closed };
  });
  const allOpen =
    opened.general &&
    opened.task &&
    (score.lines.length === 0 || opened.ratio !== undefined) &&
    score.lines.every(({ task }) => opened.lines.has(task));
  const openAll = () =>
    setOpened(
      allOpen
        ? { general: false, task: true, ratio: undefined, lines: closed }
        : {
            general: true,
            task: true,
            ratio: opened.ratio ?? "a",
            lines: new Set(score.lines.map(({ task }) => task)),
          },
    );
  const toggleLine = (task: string) => setOpened({ ...opened, lines: toggled(opened.lines, task) });
  const task = taskPoints(score);

  return (
    <section className={classes.section} aria-label={t("evaluation.why")}>
      <SectionTitle
        large
        title={t("evaluation.why")}
        end={
          <Button variant="transparent" size="xs" px={0} onClick={openAll} aria-expanded={allOpen}>
            {allOpen ? t("evaluation.closeAll") : t("evaluation.openAll")}
          </Button>
        }
      />
      <ul className={classes.tree}>
        <TreeRow
          level={1}
          name={t("evaluation.total")}
          formula={t("evaluation.total.formula")}
          article={articleOf(score, "scale")}
          value={totalText(score)}
          open
        >
          <ul className={classes.branch}>
            <TreeRow
              level={2}
              name={t("evaluation.general")}
              formula={generalFormula(score)}
              article={articleOf(score, "general")}
              value={score.general === undefined ? t("evaluation.none") : formatDecimal(score.general)}
              open={opened.general}
              onToggle={isMonth(score.period) ? () => setOpened({ ...opened, general: !opened.general }) : undefined}
            >
              <Groups score={score} />
            </TreeRow>
            <TreeRow
              level={2}
              name={t("evaluation.task.long")}
              formula={taskFormula(score, generalMax(score.generalGroups))}
              article={articleOf(score, "formula")}
              value={task === undefined ? t("evaluation.none") : formatDecimal(task)}
              open={opened.task}
              onToggle={() => setOpened({ ...opened, task: !opened.task })}
            >
              <ul className={classes.branch}>
                {ratios.map((ratio) => (
                  <TreeRow
                    key={ratio}
                    level={3}
                    name={t(`evaluation.ratio.${ratio}.named`)}
                    formula={ratioFormula(score, ratio)}
                    article={articleOf(score, "ratios")}
                    value={score[ratio] === undefined ? t("evaluation.none") : formatDecimal(score[ratio])}
                    open={opened.ratio === ratio}
                    onToggle={
                      score.lines.length === 0
                        ? undefined
                        : () => setOpened({ ...opened, ratio: opened.ratio === ratio ? undefined : ratio })
                    }
                  >
                    <LinesTable score={score} ratio={ratio} opened={opened.lines} onToggle={toggleLine} />
                  </TreeRow>
                ))}
                <Leadership score={score} />
              </ul>
            </TreeRow>
          </ul>
        </TreeRow>
      </ul>
    </section>
  );
}

/** Groups are the groups of the general criteria with their points and remarks. */
function Groups({ score }: { score: Score }) {
  return (
    <ul className={classes.branch}>
      {score.generalGroups.map(({ key, name, max, points, remark }) => (
        <TreeRow
          key={key}
          level={3}
          name={name}
          remark={remark}
          value={t("evaluation.points.of", {
            points: points === undefined ? t("evaluation.none") : formatDecimal(points),
            max: formatDecimal(max),
          })}
        />
      ))}
    </ul>
  );
}

/** Leadership are the three further components of a leader: what they are, who gave them, and what d follows from. */
function Leadership({ score }: { score: Score }) {
  if (!score.leader) return null;
  const formulas = leadershipFormulas(score);
  return (["d", "dd", "e"] as const).map((part) => (
    <TreeRow
      key={part}
      level={3}
      name={t(`evaluation.part.${part}`)}
      formula={formulas[part]}
      remark={part === "d" || score[part] !== "50" ? undefined : score.leadership?.reason}
      article={articleOf(score, "leadership")}
      value={formatPart(score[part])}
    />
  ));
}

function formatPart(value: string | undefined): string {
  return value === undefined ? t("evaluation.none") : formatDecimal(value);
}
