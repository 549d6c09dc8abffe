import { ApiProblem } from "@/shared/api/problem";

/**
 * faultsOf returns a sentence for each refused field, by `at(path)`: "Tên nhiệm vụ cần ít nhất 5 ký tự." Several about one
 * field follow each other. Paths that `at` does not know are left to the sentence about the whole.
 */
export function faultsOf<F extends string>(
  error: unknown,
  at: (path: string) => F | undefined,
): Partial<Record<F, string>> {
  const faults: Partial<Record<F, string>> = {};
  if (!(error instanceof ApiProblem)) return faults;
  for (const { path, label, detail } of error.fields) {
    const field = at(path);
    if (field === undefined) continue;
    // A path the server has no name for comes back as its own label.
    const sentence = label === "" || label === path ? capital(detail) : `${label} ${detail}`;
    faults[field] = [faults[field], sentence].filter(Boolean).join(" ");
  }
  return faults;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}
