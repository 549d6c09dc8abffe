import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { Registration, WorkDay, WorkQuota } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { daysOf, halfName, halfOf, halvesIn } from "../model/halves";

/** Props of ApprovePart. */
interface Props {
  registration: Registration;
  busy: boolean;
  error: unknown;
  onSend: (days: WorkDay[]) => void;
  onClose: () => void;
}

/** fits reports whether a half-day can be granted without going below what the unit needs on site. */
export function fits({ onSite, need }: WorkQuota): boolean {
  return onSite - 1 >= need;
}

/** ApprovePart chooses the half-days to be granted (duyệt một phần); those that break the rules begin unticked. */
export function ApprovePart({ registration, busy, error, onSend, onClose }: Props) {
  const quota = new Map(registration.quota.map((row) => [halfOf(row.date, row.afternoon), row]));
  const halves = halvesIn(registration.days);
  const [chosen, setChosen] = useState(() =>
    halves.filter((half) => fits(quota.get(half) ?? ({ onSite: 1, need: 0 } as WorkQuota))),
  );
  const phone = usePhone();
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={phone}
      title={t("work.part.title", { name: registration.person.name })}
    >
      <Stack gap="sm">
        {halves.map((half) => {
          const row = quota.get(half);
          return (
            <Checkbox
              key={half}
              label={halfName(half)}
              description={row && t("work.part.left", { n: row.onSite - 1, base: row.base, need: row.need })}
              checked={chosen.includes(half)}
              onChange={() =>
                setChosen(chosen.includes(half) ? chosen.filter((other) => other !== half) : [...chosen, half])
              }
            />
          );
        })}
        {error !== null && error !== undefined && (
          <div role="alert">
            <FieldError>{sentenceOf(error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={busy} disabled={chosen.length === 0} onClick={() => onSend(daysOf(chosen))}>
            {t("work.part.send", { n: chosen.length })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
