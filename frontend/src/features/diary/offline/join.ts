import { merged } from "@/shared/ui/ConflictDialog";
import type { Kept } from "../model/keeper";
import { conflictFields, mergeSheets } from "../model/merge";
import type { Sheet } from "../model/sheet";

/**
 * joinKept brings together what two tabs of one person have written of a day: what either changed since both last agreed (seen)
 * holds, and where both changed the same part, what is being written now.
 */
export function joinKept(seen: Kept | undefined, mine: Kept, theirs: Kept): Kept {
  const versions = { base: seen?.sheet ?? emptied(mine.base), mine: mine.sheet, theirs: theirs.sheet };
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
