import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useToday } from "@/shared/api/today";
import type { DuePreview, DueRule } from "@/shared/api/types";
import { useSettled } from "@/shared/ui/hooks";
import { duePreviewQuery } from "../lookups";
import { dueRuleOf, type TaskForm } from "../model/newTask";

/** The deadline of a form before it is sent. */
export interface FormDue {
  /** The rule asked about; nothing while it is incomplete. */
  rule: DueRule | undefined;
  preview: UseQueryResult<DuePreview>;
  /** The server's day, undefined until it is known. */
  today: string | undefined;
  /** The day is over already: nobody can be given work until then. */
  isPast: boolean;
}

/** useDue asks the server what day the deadline is; it alone knows the days off. */
export function useDue(form: TaskForm): FormDue {
  const today = useToday()?.date;
  const typed = dueRuleOf(form);
  // As text: the same rule read again must count as the same.
  const settled = useSettled(JSON.stringify(typed), 200);
  const rule = settled === undefined ? undefined : (JSON.parse(settled) as DueRule);
  const preview = useQuery({
    ...duePreviewQuery(rule ?? { kind: "none" }),
    enabled: rule !== undefined && rule.kind !== "none",
  });
  const isAnswered = !preview.isPlaceholderData && settled === JSON.stringify(typed);
  const due = typed?.kind === "date" ? typed.date : isAnswered ? preview.data?.due : undefined;
  const isPast =
    typed !== undefined && typed.kind !== "none" && due !== undefined && today !== undefined && due < today;
  return { rule, preview, today, isPast };
}
