import type { Verb } from "../api";
import type { ActProps } from "./ActFrame";
import { ApproveForm } from "./ApproveForm";
import { AssignForm } from "./AssignForm";
import { NameForm } from "./NameForm";
import { ReasonForm } from "./ReasonForm";
import { ReportForm } from "./ReportForm";
import { ReturnForm } from "./ReturnForm";
import { SubmitForm } from "./SubmitForm";

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
    case "return":
      return <ReturnForm {...props} />;
    default:
      return <ReasonForm verb={verb} {...props} />;
  }
}
