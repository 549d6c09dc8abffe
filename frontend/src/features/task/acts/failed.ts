import type { PersonRef, Task } from "@/shared/api/types";

/** What a form of a decision keeps about pieces with a major content error. */
export interface FailedTyped {
  /** Of the pieces handed in; undefined while no number that can be sent is typed. */
  failed?: number;
  /** Who helps and has the error in their part; undefined for the lead. */
  failedOf?: string;
}

/** faultyIn returns who helps and may be named as the one whose part has a major content error: with a share, and handed in. */
export function faultyIn({ coordinators }: Pick<Task, "coordinators">): PersonRef[] {
  return coordinators.flatMap(({ share, delivered, person, doer }) => {
    const one = person ?? doer;
    return share !== undefined && share > 0 && delivered === true && one !== undefined ? [one] : [];
  });
}

/** asksForPieces reports whether somebody has to say how many pieces failed: of a single piece there is nothing to say. */
export function asksForPieces(major: boolean, submitted: number | undefined): submitted is number {
  return major && submitted !== undefined && submitted > 1;
}

/** sureFailed returns the pieces to send; false while they are missing or more than were handed in. */
export function sureFailed(
  major: boolean,
  typed: FailedTyped,
  submitted: number | undefined,
): number | undefined | false {
  if (!asksForPieces(major, submitted)) return undefined;
  return typed.failed !== undefined && typed.failed <= submitted ? typed.failed : false;
}

/** sureOf returns whose part to send; undefined for the lead's, and where there is no major content error. */
export function sureOf(major: boolean, { failedOf }: FailedTyped): string | undefined {
  return major ? failedOf : undefined;
}
