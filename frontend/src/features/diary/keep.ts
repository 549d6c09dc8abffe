import type { DiaryDay, DiaryInput, DiarySuggestion } from "@/shared/api/types";
import { inputOf, lineFrom, sheetOf, withLines } from "./model/sheet";

/** keepInput is the day as it stands with some of what the system has written ready, as lines to be stored. */
export function keepInput(day: DiaryDay, chosen: DiarySuggestion[]): DiaryInput {
  return inputOf(withLines(sheetOf(day), chosen.map(lineFrom)), day.version);
}
