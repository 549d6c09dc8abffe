import { IconHelpCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { DiaryDay } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import { hintsQuery } from "../queries";
import classes from "./Hints.module.css";
import { hintText } from "./hintText";

/** Props of Hints; mine: the reader is the author. */
interface Props {
  day: DiaryDay;
  mine: boolean;
}

/** Hints asks about what is unlikely in a day, with the numbers compared; nothing for an ordinary day. No score is made of it. */
export function Hints({ day, mine }: Props) {
  const hints = useQuery({ ...hintsQuery(day), enabled: day.entries.length > 0 }).data?.items ?? [];
  if (hints.length === 0 || day.entries.length === 0) return null;
  return (
    <section className={`${classes.hints} cv-noprint`} aria-label={t("diary.hints")}>
      <Note icon={IconHelpCircle}>
        <strong>{t(mine ? "diary.hints.mine" : "diary.hints.theirs")}</strong>
        <ul className={classes.list}>
          {hints.map((hint) => (
            <li key={`${hint.kind}:${hint.task ?? ""}`}>{hintText(hint)}</li>
          ))}
        </ul>
        <span className={classes.quiet}>{t("diary.hints.noScore")}</span>
      </Note>
    </section>
  );
}
