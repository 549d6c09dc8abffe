import type { Score, SelfScore } from "@/shared/api/types";
import { bodyOf, formOf, type GeneralForm, type GroupRule } from "./general";

/** How somebody assesses themselves while it is typed. */
export interface SelfForm extends GeneralForm {
  strengths: string;
  limits: string;
}

/** selfFormOf is the form as it was sent, an empty one before. */
export function selfFormOf(score: Score): SelfForm {
  const { self } = score;
  const groups = self?.groups ?? score.generalGroups.map(({ key }) => ({ key }));
  return {
    ...formOf(self?.version ?? 0, groups, score.leader, self?.leadership),
    strengths: self?.strengths ?? "",
    limits: self?.limits ?? "",
  };
}

/** selfBodyOf is what the server takes. */
export function selfBodyOf(form: SelfForm, rules: GroupRule[]) {
  const said = (text: string) => (text.trim() === "" ? undefined : text.trim());
  return { ...bodyOf(form, rules), strengths: said(form.strengths), limits: said(form.limits) };
}

/** asSelf fills a superior's form with what the person gave themselves; the version of the sheet stays. */
export function asSelf(form: GeneralForm, self: SelfScore): GeneralForm {
  return { ...formOf(form.version, self.groups, form.lead !== undefined, self.leadership) };
}
