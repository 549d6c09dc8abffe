import type { DiaryDay, DiaryInput, DiarySuggestion } from "@/shared/api/types";

/** keepInput is the day as it stands with some of what the system has written ready, as lines to be stored. */
export function keepInput(day: DiaryDay, chosen: DiarySuggestion[]): DiaryInput {
  return {
    version: day.version,
    place: day.place,
    entries: [
      ...day.entries.map((entry) => ({
        id: entry.id,
        text: entry.text,
        task: entry.task?.id,
        minutes: entry.minutes,
        from: entry.from,
        to: entry.to,
        result: entry.result,
        unplanned: entry.unplanned,
        source: entry.source,
      })),
      ...chosen.map((suggestion) => ({
        text: suggestion.text,
        task: suggestion.task?.id,
        minutes: suggestion.minutes,
        unplanned: false,
        source: suggestion.source,
      })),
    ],
    plan: day.plan,
    difficulties: day.difficulties,
  };
}
