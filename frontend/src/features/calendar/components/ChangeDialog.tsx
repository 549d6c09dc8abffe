import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import type { CalendarRow, NewDay } from "../api";
import { ChangeForm } from "./ChangeForm";

/** What somebody has begun: days to confirm or to add, a file, or a day to take back. */
export type Begun =
  | { act: "confirm" | "add"; days: NewDay[] }
  | { act: "import" }
  | { act: "withdraw"; row: CalendarRow };

/** Props of ChangeDialog; seen is the version of the calendar on the screen. */
interface Props {
  begun: Begun;
  seen: string;
  onClose: () => void;
}

/** ChangeDialog asks for one change of the calendar and says first which deadlines would move. */
export function ChangeDialog({ begun, seen, onClose }: Props) {
  const phone = usePhone();
  return (
    <Dialog opened onClose={onClose} size={720} fullScreen={phone} title={t(`calendar.dialog.${begun.act}`)}>
      <ChangeForm begun={begun} seen={seen} onDone={onClose} />
    </Dialog>
  );
}
