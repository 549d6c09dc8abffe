import { Radio } from "@mantine/core";
import { useState } from "react";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import type { ActBodies } from "../api";
import { SubmissionFiles } from "../files/SubmissionFiles";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { FailedPieces } from "./FailedPieces";
import { type FailedTyped, sureFailed, sureOf } from "./failed";
import { type OverTyped, sureQuantity } from "./overAssigned";
import { SureQuantity } from "./SureQuantity";
import { useActForm } from "./useActForm";

type Verdict = ActBodies["approve"]["verdict"];
const verdicts: readonly Verdict[] = ["met", "major_error"];

/** ApproveForm accepts a result (duyệt hoàn thành): its quality, how many pieces, and a remark. */
export function ApproveForm({ task, onClose, onDone = onClose }: ActProps) {
  const submitted = task.submissions.at(-1);
  const form = useActForm({
    opened: task,
    verb: "approve",
    initial: {
      verdict: "met",
      quantity: submitted?.quantity ?? task.quantity,
      failed: submitted?.quantity,
      remark: "",
    } as OverTyped & FailedTyped & { verdict: Verdict; remark: string },
    bodyOf: ({ verdict, remark, ...typed }) => {
      const quantity = sureQuantity(typed, task.quantity);
      const failedQuantity = sureFailed(verdict === "major_error", typed, submitted?.quantity);
      return quantity === undefined || failedQuantity === false
        ? undefined
        : {
            verdict,
            quantity,
            failedQuantity,
            failedOf: sureOf(verdict === "major_error", typed),
            remark: remark.trim() === "" ? undefined : remark.trim(),
          };
    },
    onDone,
  });
  const { verdict, remark } = form.draft.value;
  const [showing, setShowing] = useState(false);
  return (
    <ActFrame form={form} texts={[remark]} covered={showing} onClose={onClose}>
      {submitted !== undefined && (
        <div>
          <p className={classes.explain}>{t("task.approve.note", { name: submitted.by.name, note: submitted.note })}</p>
          <SubmissionFiles task={task.id} ids={submitted.files} onShowing={setShowing} />
        </div>
      )}
      <Radio.Group
        label={t("task.approve.verdict")}
        value={verdict}
        onChange={(value) => form.change({ verdict: verdicts.find((one) => one === value) })}
      >
        <div className={classes.choices}>
          {verdicts.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`task.decision.${value}`)}
              description={value === "major_error" ? t("task.approve.majorExplain") : undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <FailedPieces
        task={task}
        major={verdict === "major_error"}
        submitted={submitted?.quantity}
        typed={form.draft.value}
        onChange={form.change}
        tried={form.tried}
        faults={form.faults}
      />
      <SureQuantity
        task={task}
        label={t("task.approve.quantity")}
        submitted={submitted?.quantity}
        typed={form.draft.value}
        onChange={form.change}
        tried={form.tried}
        error={form.faults.quantity}
      />
      <Textarea
        label={t("task.field.remark")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={remark}
        onChange={(event) => form.change({ remark: event.currentTarget.value })}
        error={form.faults.remark === undefined ? undefined : <FieldError>{form.faults.remark}</FieldError>}
      />
    </ActFrame>
  );
}
