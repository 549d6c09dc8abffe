import type { DiaryDay, DiaryInput, DiarySuggestion } from "@/shared/api/types";
import { inputOf, lineFrom, sheetOf, withLines } from "./model/sheet";

/** draftKey names the copy of one's own day on this machine, while the server does not have all of it. */
export function draftKey(date: string): string {
  return `diary.day.${date}`;
}

/** keepInput is the day as it stands with some of what the system has written ready, as lines to be stored. */
export function keepInput(day: DiaryDay, chosen: DiarySuggestion[]): DiaryInput {
  return inputOf(withLines(sheetOf(day), chosen.map(lineFrom)), day.version);
}
