import { t } from "@/shared/i18n";
import type { Problem } from "./types";

/** ApiProblem is a refusal of the server: an RFC 9457 problem document whose sentences are meant for the reader. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly fields: NonNullable<Problem["fields"]>;
  /** The reference code to give to support ("Mã tra cứu"). */
  readonly requestId: string;
  /** On a conflict: the record as it now is. */
  readonly current: unknown;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.fields ?? [];
    this.requestId = problem.requestId;
    this.current = problem.current;
  }
}

/** NetworkError means no answer came: the act may or may not have happened, so it is repeated with the same key. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/** isConflict reports whether somebody else changed the record first; `current` is then that record. */
export function isConflict<T>(error: unknown): error is ApiProblem & { current: T } {
  return error instanceof ApiProblem && error.status === 409 && error.current !== undefined;
}

/** isForbidden reports whether what was asked for is seen, but not open to the posts of the person signed in. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 403;
}

/** sentenceOf returns the sentence to show for any failure. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.message;
  return error instanceof NetworkError ? t("error.network") : t("error.unexpected");
}

/** referenceOf returns the request id of a failure, or nothing. */
export function referenceOf(error: unknown): string | undefined {
  return error instanceof ApiProblem && error.requestId !== "" ? error.requestId : undefined;
}

/** fieldErrors maps the path of each refused field to its sentence, for `error={errors[path]}` of an input. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.fields.map((field) => [field.path, field.detail]));
}
