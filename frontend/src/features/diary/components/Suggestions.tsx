import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconPencilPlus } from "@tabler/icons-react";
import type { DiarySuggestion } from "@/shared/api/types";
import { formatTime } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import classes from "./Entries.module.css";

/** Props of Suggestions; left are the sources of those that the author does not want. */
interface Props {
  suggestions: DiarySuggestion[];
  left: string[];
  onLeft: (left: string[]) => void;
  onKeep: (chosen: DiarySuggestion[]) => void;
}

/** Suggestions are lines written ready from what moved that day (soạn sẵn): they count once they are kept. */
export function Suggestions({ suggestions, left, onLeft, onKeep }: Props) {
  if (suggestions.length === 0) return null;
  const chosen = suggestions.filter(({ source }) => !left.includes(source));
  const toggle = (source: string) =>
    onLeft(left.includes(source) ? left.filter((other) => other !== source) : [...left, source]);
  return (
    <section className={`${classes.ready} cv-noprint`} aria-label={t("diary.ready")}>
      <div className={classes.readyHead}>
        <SectionTitle title={t("diary.ready")} count={suggestions.length} />
        <span className={classes.hint}>{t("diary.ready.hint")}</span>
        {chosen.length > 0 && (
          <Button variant="default" size="xs" onClick={() => onKeep(chosen)}>
            {chosen.length === suggestions.length
              ? t("diary.ready.keepAll", { n: chosen.length })
              : t("diary.ready.keepChosen", { n: chosen.length })}
          </Button>
        )}
      </div>
      <ul className={classes.list}>
        {suggestions.map((suggestion) => {
          const { source, text, task, minutes, at } = suggestion;
          const dropped = left.includes(source);
          return (
            <li key={source} className={classes.suggestion} data-left={dropped || undefined}>
              <Checkbox
                className={classes.what}
                checked={!dropped}
                onChange={() => toggle(source)}
                label={
                  <>
                    <span className={classes.suggested}>{text}</span>
                    <span className={classes.minutes}>
                      {[
                        minutes > 0 && t("diary.ready.minutes", { time: formatMinutes(minutes) }),
                        task?.code,
                        t("diary.ready.at", { time: formatTime(at) }),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </>
                }
              />
              <ActionIcon onClick={() => onKeep([suggestion])} aria-label={t("diary.ready.keep", { text })}>
                <IconPencilPlus size={16} stroke={1.6} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
