import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import type { Post, Profile } from "../api";
import { AddPerson } from "./AddPerson";
import { DecisionForm } from "./DecisionForm";
import { EditPerson } from "./EditPerson";

/** What is done about one person: the facts are edited, or a decision is written down; post and kind when it is about one post. */
export type Asked = { what: "edit" } | { what: "decide"; post?: Post; kind?: "end" | "prolong" };

/** PersonDialog edits one person or writes down a decision about the posts. */
export function PersonDialog({ person, asked, onClose }: { person: Profile; asked: Asked; onClose: () => void }) {
  const phone = usePhone();
  const title = t(asked.what === "edit" ? "people.edit" : "people.decide.of", { name: person.name });
  return (
    <Dialog opened onClose={onClose} title={title} size="lg" fullScreen={phone}>
      {asked.what === "edit" ? (
        <EditPerson person={person} onDone={onClose} />
      ) : (
        <DecisionForm person={person} post={asked.post} kind={asked.kind} onDone={onClose} />
      )}
    </Dialog>
  );
}

/** Props of AddPersonDialog; unit and firstRole are those that the post begins with, onDone is given whom it added. */
interface AddProps {
  unit: string;
  firstRole: string;
  onDone: (added?: Profile) => void;
}

/** AddPersonDialog adds somebody with the primary post. */
export function AddPersonDialog({ unit, firstRole, onDone }: AddProps) {
  const phone = usePhone();
  return (
    <Dialog opened onClose={() => onDone()} title={t("people.add")} size="xl" fullScreen={phone}>
      <AddPerson unit={unit} role={firstRole} onDone={onDone} />
    </Dialog>
  );
}
