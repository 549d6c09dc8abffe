import { useQueryClient } from "@tanstack/react-query";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { type Choices, ConflictDialog } from "@/shared/ui/ConflictDialog";
import { formOf, type GeneralForm, type GroupPoints, type GroupRule, pointsIn } from "../model/general";
import { keepScore } from "../queries";

/** Props of GeneralConflict. */
interface Props {
  mine: GeneralForm;
  theirs: Score;
  rules: GroupRule[];
  /** Leave mine: the stored points are shown. */
  onKeep: () => void;
  onSend: (form: GeneralForm) => void;
  onClose: () => void;
}

/** GeneralConflict shows the points somebody stored meanwhile beside mine; a group is chosen with its remark. */
export default function GeneralConflict({ mine, theirs, rules, onKeep, onSend, onClose }: Props) {
  const client = useQueryClient();
  const stored = formOf(theirs.version, theirs.generalGroups, theirs.leader, theirs.leadership);
  const fields = rules
    .map(({ key, name }) => ({
      key,
      label: name,
      mine: groupText(pointsIn(mine, key)),
      theirs: groupText(pointsIn(stored, key)),
    }))
    .concat({ key: leadKey, label: t("evaluation.lead"), mine: leadText(mine), theirs: leadText(stored) })
    .filter((field) => field.mine !== field.theirs);
  const chosen = (choices: Choices): GeneralForm => ({
    version: theirs.version,
    lead: choices[leadKey] === "theirs" ? stored.lead : mine.lead,
    groups: rules.map(({ key }) => pointsIn(choices[key] === "theirs" ? stored : mine, key)),
  });
  return (
    <ConflictDialog
      fields={fields}
      mineVersion={mine.version}
      theirsVersion={theirs.version}
      theirsBy={theirs.generalBy}
      theirsAt={theirs.generalAt}
      onKeep={() => {
        keepScore(client, theirs);
        onKeep();
      }}
      onSend={(choices) => onSend(chosen(choices))}
      onClose={onClose}
    />
  );
}

// The two components of a leader are chosen together, with their reason.
const leadKey = "leadership";

function leadText({ lead }: GeneralForm): string {
  if (lead?.dd === undefined || lead.e === undefined) return "";
  return [t("evaluation.lead.both", { dd: lead.dd, e: lead.e }), lead.reason.trim()].filter(Boolean).join("\n");
}

function groupText({ points, remark }: GroupPoints): string {
  return [points === undefined ? undefined : formatDecimal(points), remark.trim()].filter(Boolean).join("\n");
}
