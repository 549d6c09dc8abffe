import { merged } from "@/shared/ui/ConflictDialog";
import type { Kept } from "../model/keeper";
import { conflictFields, mergeSheets } from "../model/merge";
import { namedLike, type Sheet } from "../model/sheet";

/**
 * joinKept brings together what two tabs of one person have written of a day: what either changed since both last agreed (seen)
 * holds, and where both changed the same part, what is being written now.
 */
export function joinKept(seen: Kept | undefined, written: Kept, theirs: Kept): Kept {
  // One of them may know stored lines by other names: what an earlier version of the app kept, or what was removed since.
  const like = (sheet: Sheet) => namedLike(namedLike(sheet, theirs.base), theirs.sheet);
  const mine = { ...written, base: like(written.base), sheet: like(written.sheet) };
  const versions = {
    base: seen === undefined ? emptied(mine.base) : like(seen.sheet),
    mine: mine.sheet,
    theirs: theirs.sheet,
  };
  const sheet = mergeSheets(versions, merged(conflictFields(versions)));
  const { version, base } = theirs.version > mine.version ? theirs : mine;
  return {
    version,
    base,
    sheet,
    sent: [...(theirs.sent ?? []), ...(mine.sent ?? []), theirs.sheet],
    submit: mine.submit || theirs.submit || undefined,
  };
}

/** emptied is a sheet without its lines: what is not known to have been seen was not removed either. */
function emptied(sheet: Sheet): Sheet {
  return { ...sheet, lines: [] };
}
