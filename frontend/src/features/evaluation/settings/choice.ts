import type { EvalPolicy, SchemeChoice, SchemeSteps } from "@/shared/api/types";

/** What an agency may set of a policy, as it stands in the form; undefined where the policy has no such rule. */
export interface Values {
  deductionUnit: "line" | "piece";
  allTasksDone: boolean;
  capRatioAt100: boolean;
  capLineAtAssigned: boolean | undefined;
  quarter: "cumulative" | "mean_of_months" | undefined;
  year: "mean_of_periods" | "quarter_count" | undefined;
  capBase: "good_only" | "good_or_better" | "all_graded" | undefined;
  remarkBelowMax: boolean;
  undecidedWorkingDays: number | undefined;
  closeWorkingDays: number | undefined;
  step: number | undefined;
  steps: StepValues | undefined;
  groups: { code: string; max: number | undefined }[];
}

/** By when each step is due, as it stands in the form. */
export type StepValues = { way: SchemeSteps["way"] } & Record<StepPart, number | undefined>;
export type StepPart = Exclude<keyof SchemeSteps, "way">;

/** The parts of it that are numbers, in the order of the steps. */
export const stepParts: StepPart[] = ["self", "review", "decide", "petition", "answer"];

/** What a way begins with: the working days of the decree's guidance, and the days that many offices print. */
export const stepPresets = {
  after: { self: 2, review: 4, decide: 7 },
  in_month: { self: 23, review: 25, decide: 28 },
} as const;

/** The settings that are one of a few words. */
export const choices = {
  quarter: ["cumulative", "mean_of_months"],
  year: ["mean_of_periods", "quarter_count"],
  capBase: ["good_only", "good_or_better", "all_graded"],
  deductionUnit: ["line", "piece"],
} as const;

/** The settings that hold or do not. */
export const flags = ["allTasksDone", "capRatioAt100", "capLineAtAssigned", "remarkBelowMax"] as const;

/** valuesOf reads what a policy sets. */
export function valuesOf(policy: EvalPolicy): Values {
  const of = (key: string) => policy.settings.find((one) => one.key === key)?.value;
  const line = of("cap_line_at_assigned");
  return {
    deductionUnit: of("deduction_unit") === "piece" ? "piece" : "line",
    allTasksDone: (of("gates") ?? "").split(", ").includes("all_tasks_done"),
    capRatioAt100: of("cap_ratio_at_100") === "true",
    capLineAtAssigned: line === undefined ? undefined : line === "true",
    quarter: policy.year?.quarter,
    year: policy.year?.strategy,
    capBase: policy.cap?.base,
    remarkBelowMax: policy.remark,
    undecidedWorkingDays: Number(of("undecided_working_days")),
    closeWorkingDays: Number(of("close_working_days")),
    step: Number(policy.step),
    steps: policy.steps,
    groups: policy.groups.map(({ code, max }) => ({ code, max: Number(max) })),
  };
}

/** choiceOf is what is sent: all that stands in the form; the server takes out what the policy says itself. */
export function choiceOf(values: Values): SchemeChoice {
  const groups = values.groups.flatMap(({ code, max }) => (max === undefined ? [] : [{ code, max }]));
  const { steps } = values;
  const dated = steps !== undefined && stepParts.every((part) => steps[part] !== undefined);
  return { ...values, steps: dated ? (steps as SchemeSteps) : undefined, groups };
}

/** One setting that an agency has set, with what the policy says of it. */
export interface Difference {
  key: keyof Values;
  was: Values[keyof Values];
  now: Values[keyof Values];
}

/** differences lists what a choice sets, in the order of the form. */
export function differences(choice: SchemeChoice, published: EvalPolicy): Difference[] {
  const before = valuesOf(published);
  return (Object.keys(before) as (keyof Values)[]).flatMap((key) => {
    const now = choice[key];
    return now === undefined || (Array.isArray(now) && now.length === 0) ? [] : [{ key, was: before[key], now }];
  });
}
