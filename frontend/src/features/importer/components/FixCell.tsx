import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { ImportFault } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { TextInput } from "@/shared/ui/Text";
import classes from "./Import.module.css";

/** Props of FixCell. */
interface Props {
  fault: ImportFault;
  heading: string;
  text: string;
  busy: boolean;
  onDone: (text: string) => void;
  onClose: () => void;
}

/** FixCell puts one cell right; the file is then tried again with it. */
export function FixCell({ fault, heading, text, busy, onDone, onClose }: Props) {
  const [value, setValue] = useState(fault.offer ?? text);
  const phone = usePhone();
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={phone}
      size={480}
      title={t("import.fix.title", { row: fault.row, column: fault.column })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone(value);
        }}
      >
        <TextInput
          label={heading}
          description={fault.text}
          maxLength={1000}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Group justify="flex-end" className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {t("import.fix.save")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
