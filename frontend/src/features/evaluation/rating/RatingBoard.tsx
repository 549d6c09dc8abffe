import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Rating, RatingCount, RatingRow } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { Note } from "@/shared/ui/States";
import { GradeBars } from "../components/GradeBars";
import { ChoiceDialog, ExceptionalDialog } from "./ChoiceDialog";
import classes from "./Rating.module.css";

/** RatingBoard counts places in the unit and in each group of similar duties, and shows who reaches them and who is chosen. */
export function RatingBoard({ rating }: { rating: Rating }) {
  const [group, setGroup] = useState<string>();
  const [choosing, setChoosing] = useState<RatingRow>();
  const [paper, setPaper] = useState(false);
  const prepares = rating.acts.includes("prepare");
  const rows = rating.rows.filter((row) => group === undefined || row.group === group);
  const { total, exceptional, cap } = rating;
  return (
    <>
      {cap !== undefined && (
        <>
          <dl className={classes.figures}>
            <Figure n={total.eligible} words={t(`evaluation.rating.eligible.${baseOf(cap.base)}`)} />
            <Figure n={total.places} words={t("evaluation.rating.places", { share: shareOf(rating) })} />
            <Figure n={total.reach} words={t("evaluation.rating.reach")} />
            <Figure n={total.chosen} words={t("evaluation.rating.chosen")} over={total.chosen > total.places} />
          </dl>
          <p className={classes.rule}>
            {exceptional === undefined
              ? t("evaluation.rating.share", { share: shareOf(rating), basis: cap.basis })
              : t("evaluation.rating.exceptional", {
                  share: shareOf(rating),
                  number: exceptional.number,
                  date: formatDay(exceptional.documentOn),
                })}{" "}
            {prepares && (
              <Button variant="subtle" size="compact-sm" onClick={() => setPaper(true)}>
                {t(exceptional === undefined ? "evaluation.rating.toExceptional" : "evaluation.rating.toPlain")}
              </Button>
            )}
          </p>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t("evaluation.rating.group")}</th>
                {(["eligible", "places", "reach", "chosen"] as const).map((key) => (
                  <th key={key} scope="col" data-number>
                    {t(`evaluation.rating.head.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rating.groups.map((one) => (
                <Group
                  key={one.group}
                  count={one}
                  on={group === one.group}
                  onPick={() => setGroup(group === one.group ? undefined : one.group)}
                />
              ))}
            </tbody>
          </table>
          {rating.groups
            .filter(({ small }) => small)
            .map((one) => (
              <Note key={one.group} icon={IconAlertTriangle}>
                {t("evaluation.rating.small", { group: one.group ?? "", n: one.eligible })}
              </Note>
            ))}
        </>
      )}
      <SectionTitle large title={group ?? t("evaluation.rating.people")} count={rows.length} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.table.person")}</th>
            <th scope="col" data-number>
              {t("evaluation.table.total")}
            </th>
            <th scope="col" data-wide>
              {t("evaluation.rating.byScore")}
            </th>
            <th scope="col">{t("evaluation.rating.recorded")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.person.id} data-over={row.over || undefined}>
              <th scope="row">
                <Link to={`/evaluation/people/${row.person.id}?period=${rating.period}`} className={classes.name}>
                  {row.person.name}
                </Link>
                <span className={classes.second}>
                  {[row.group, row.person.unit].filter(Boolean).join(" · ")}
                  {row.rank !== undefined && ` · ${t("evaluation.rating.rank", { n: row.rank })}`}
                </span>
                {row.reason !== undefined && <span className={classes.second}>{row.reason}</span>}
              </th>
              <td data-number>{row.total === undefined ? t("evaluation.none") : formatDecimal(row.total)}</td>
              <td data-wide>
                <GradeBars grade={row.proposed} />
              </td>
              <td>
                <GradeBars grade={row.grade} />
                {row.over && row.grade === "xuat_sac" && (
                  <span className={classes.second}>{t("evaluation.rating.over")}</span>
                )}
              </td>
              <td className={classes.acts}>
                {prepares && row.proposed === "xuat_sac" && (
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t("evaluation.rating.chooseOf", { name: row.person.name })}
                    onClick={() => setChoosing(row)}
                  >
                    {t("evaluation.rating.choose")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rating.ungraded.length > 0 && (
        <p className={classes.rule}>
          {t("evaluation.rating.ungraded", {
            n: rating.ungraded.length,
            names: rating.ungraded.map(({ name }) => name).join(", "),
          })}
        </p>
      )}
      {choosing !== undefined && <ChoiceDialog rating={rating} row={choosing} onClose={() => setChoosing(undefined)} />}
      {paper && <ExceptionalDialog rating={rating} onClose={() => setPaper(false)} />}
    </>
  );
}

function Figure({ n, words, over = false }: { n: number; words: string; over?: boolean }) {
  return (
    <div className={classes.figure} data-over={over || undefined}>
      <dd>{n}</dd>
      <dt>{words}</dt>
    </div>
  );
}

function Group({ count, on, onPick }: { count: RatingCount; on: boolean; onPick: () => void }) {
  const beyond = count.chosen - count.places;
  return (
    <tr data-on={on || undefined}>
      <th scope="row">
        <button type="button" className={classes.pick} aria-pressed={on} onClick={onPick}>
          {count.group}
        </button>
        {beyond > 0 && <span className={classes.second}>{t("evaluation.rating.beyond", { n: beyond })}</span>}
      </th>
      <td data-number>{count.eligible}</td>
      <td data-number>{count.places}</td>
      <td data-number>{count.reach}</td>
      <td data-number data-over={beyond > 0 || undefined}>
        {count.chosen}
      </td>
    </tr>
  );
}

/** shareOf is the share that is in force, in percent: "20 %". */
function shareOf({ cap, exceptional }: Rating): string {
  const share = exceptional === undefined ? cap?.share : cap?.exceptional;
  return t("evaluation.rating.percent", { n: formatDecimal(String(Number(share ?? 0) * 100)).replace(/,0+$/, "") });
}

function baseOf(base: string): "good" | "all" {
  return base === "all_graded" ? "all" : "good";
}
