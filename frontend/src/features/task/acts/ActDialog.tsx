import type { Verb } from "../api";
import type { ActProps } from "./ActFrame";
import { AnswerCauseForm } from "./AnswerCauseForm";
import { AnswerForm } from "./AnswerForm";
import { ApproveForm } from "./ApproveForm";
import { AskCauseForm } from "./AskCauseForm";
import { AssignForm } from "./AssignForm";
import { DueForm } from "./DueForm";
import { NameForm } from "./NameForm";
import { PauseForm } from "./PauseForm";
import { ReasonForm } from "./ReasonForm";
import { ReportForm } from "./ReportForm";
import { ResumeForm } from "./ResumeForm";
import { ReturnForm } from "./ReturnForm";
import { SubmitForm } from "./SubmitForm";
import { WithdrawForm } from "./WithdrawForm";

/** An act that asks for something before it is done; accepting asks for nothing. */
export type AskingVerb = Exclude<Verb, "accept">;

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
    case "withdraw":
      return <WithdrawForm {...props} />;
    case "answer_extension":
      return <AnswerForm {...props} />;
    case "ask_extension":
    case "reschedule":
      return <DueForm verb={verb} {...props} />;
    case "ask_cause":
      return <AskCauseForm {...props} />;
    case "answer_cause":
      return <AnswerCauseForm {...props} />;
    case "pause":
      return <PauseForm {...props} />;
    case "resume":
      return <ResumeForm {...props} />;
    case "return":
      return <ReturnForm {...props} />;
    default:
      return <ReasonForm verb={verb} {...props} />;
  }
}
