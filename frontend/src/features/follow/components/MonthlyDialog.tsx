import { Button, Checkbox, Group, NumberInput, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import type { MonthlyReport } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { followApi } from "../api";
import { followKeys } from "../queries";
import classes from "./Follow.module.css";

/** MonthlyDialog says when and to whom the report of a unit goes each month (gửi biểu hằng tháng). */
export function MonthlyDialog({ report, onClose }: { report: MonthlyReport; onClose: () => void }) {
  const phone = usePhone();
  return (
    <Dialog opened onClose={onClose} size="lg" fullScreen={phone} title={t("follow.monthly")}>
      <MonthlyForm key={report.version} report={report} onDone={onClose} />
    </Dialog>
  );
}

function MonthlyForm({ report, onDone }: { report: MonthlyReport; onDone: () => void }) {
  const client = useQueryClient();
  const [day, setDay] = useState<number | string>(report.day);
  const [chosen, setChosen] = useState(report.receivers.map(({ id }) => id));
  const set = useMutation({
    mutationFn: () =>
      followApi.setMonthly(report.unit.id, { version: report.version, day: Number(day), receivers: chosen }),
    onSuccess: (stored) => {
      client.setQueryData(followKeys.monthly(report.unit.id), stored);
      void toast(
        stored.next === undefined
          ? t("follow.monthly.stopped")
          : t("follow.monthly.saved", { day: formatDay(stored.next) }),
      );
      onDone();
    },
  });
  const faults = fieldErrors(set.error);
  const ref = useFaultFocus(set.error);
  const stored = isConflict<MonthlyReport>(set.error) ? set.error.current : undefined;
  // Who was named and may no longer see the unit is shown, so that the name can be taken off.
  const offered = [...report.offered, ...report.receivers.filter((p) => report.offered.every(({ id }) => id !== p.id))];
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (report.may && !set.isPending) set.mutate();
      }}
    >
      <Stack gap="md">
        <p className={classes.small}>{t("follow.monthly.about", { unit: report.unit.name })}</p>
        <NumberInput
          label={t("follow.monthly.day")}
          description={t("follow.monthly.day.hint")}
          min={1}
          max={28}
          allowDecimal={false}
          disabled={!report.may}
          value={day}
          onChange={setDay}
          error={faults.day === undefined ? undefined : <FieldError>{faults.day}</FieldError>}
        />
        <Checkbox.Group label={t("follow.monthly.who")} value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt="xs">
            {offered.map((person) => (
              <Checkbox
                key={person.id}
                value={person.id}
                disabled={!report.may}
                label={[person.name, person.title].filter(Boolean).join(", ")}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {set.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(set.error)}</FieldError>
            {Object.entries(faults)
              .filter(([path]) => path.startsWith("receivers"))
              .map(([path, fault]) => (
                <FieldError key={path}>{fault}</FieldError>
              ))}
            {stored !== undefined && (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => client.setQueryData(followKeys.monthly(report.unit.id), stored)}
              >
                {t("follow.monthly.latest")}
              </Button>
            )}
          </div>
        )}
        <Group justify="flex-end">
          {report.next !== undefined && (
            <span className={classes.small}>{t("follow.monthly.next", { day: formatDay(report.next) })}</span>
          )}
          {report.may ? (
            <Button type="submit" loading={set.isPending} disabled={day === ""}>
              {t("follow.monthly.save")}
            </Button>
          ) : (
            <span className={classes.small}>{t("follow.monthly.look")}</span>
          )}
        </Group>
      </Stack>
    </form>
  );
}
