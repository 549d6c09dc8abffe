import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import type { ChangeKind, UnitNode } from "../api";
import { ChangeForm } from "./ChangeForm";

/** Props of ChangeDialog; unit is what changes, or of make the unit above. */
interface Props {
  change: ChangeKind;
  unit: UnitNode;
  onClose: () => void;
}

/** ChangeDialog asks for one change of the tree. */
export function ChangeDialog({ change, unit, onClose }: Props) {
  const phone = usePhone();
  return (
    <Dialog
      opened
      onClose={onClose}
      size={640}
      fullScreen={phone}
      title={t(`unit.dialog.${change}`, { unit: unit.name })}
    >
      <ChangeForm change={change} unit={unit} onDone={onClose} />
    </Dialog>
  );
}
