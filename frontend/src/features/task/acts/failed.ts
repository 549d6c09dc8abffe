/** What a form of a decision keeps about pieces with a major content error. */
export interface FailedTyped {
  /** Of the pieces handed in; undefined while no number that can be sent is typed. */
  failed?: number;
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
