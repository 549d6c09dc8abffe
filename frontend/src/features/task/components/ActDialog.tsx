import type { Task } from "@/shared/api/types";
import type { Verb } from "../api";
import { ApproveForm } from "./acts/ApproveForm";
import { AssignForm } from "./acts/AssignForm";
import { NameForm } from "./acts/NameForm";
import { ReasonForm } from "./acts/ReasonForm";
import { ReportForm } from "./acts/ReportForm";
import { ReturnForm } from "./acts/ReturnForm";
import { SubmitForm } from "./acts/SubmitForm";

/** An act that asks for something before it is done; accepting asks for nothing. */
export type AskingVerb = Exclude<Verb, "accept">;

/** Props of ActDialog and of the form of each act. */
export interface ActProps {
  /** The task as it stood when the form was opened. */
  task: Task;
  onClose: () => void;
  /** Called instead when the act took the task out of the person's sight. */
  onGone: () => void;
}

/** ActDialog is the form of one act. */
export function ActDialog({ verb, ...props }: ActProps & { verb: AskingVerb }) {
  switch (verb) {
    case "assign":
      return <AssignForm {...props} />;
    case "name":
      return <NameForm {...props} />;
    case "report":
      return <ReportForm {...props} />;
    case "submit":
      return <SubmitForm {...props} />;
    case "approve":
      return <ApproveForm {...props} />;
    case "return":
      return <ReturnForm {...props} />;
    default:
      return <ReasonForm verb={verb} {...props} />;
  }
}
