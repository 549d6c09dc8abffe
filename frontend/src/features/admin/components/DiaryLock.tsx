import { Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import type { DiarySettings } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { diarySettingsQuery, useSetDiary } from "../queries";
import classes from "./Admin.module.css";

/** DiaryLock sets after how many working days a diary is locked (khóa nhật ký). */
export function DiaryLock() {
  const settings = useQuery(diarySettingsQuery());
  return (
    <section className={classes.part}>
      <SectionTitle title={t("admin.diary")} />
      <p className={classes.note}>{t("admin.diary.note")}</p>
      {settings.isError && settings.data === undefined && (
        <ErrorState title={t("admin.diary.failed")} error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && <Form key={settings.data.version} settings={settings.data} />}
    </section>
  );
}

function Form({ settings }: { settings: DiarySettings }) {
  const [days, setDays] = useState<number | string>(settings.lockAfter);
  const set = useSetDiary();
  const field = fieldErrors(set.error).lockAfter;
  const valid = typeof days === "number" && Number.isInteger(days);
  return (
    <form
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault();
        if (!valid) return;
        set.mutate(
          { version: settings.version, lockAfter: days },
          { onSuccess: () => void toast(t("admin.diary.saved")) },
        );
      }}
    >
      <NumberInput
        label={t("admin.diary.days")}
        min={1}
        max={60}
        allowDecimal={false}
        allowNegative={false}
        w="14rem"
        value={days}
        onChange={setDays}
        error={field === undefined ? undefined : <FieldError>{field}</FieldError>}
      />
      <Button type="submit" variant="default" loading={set.isPending} disabled={!valid || days === settings.lockAfter}>
        {t("admin.diary.save")}
      </Button>
      {set.isError && field === undefined && (
        <div role="alert">
          <FieldError>{isConflict(set.error) ? t("admin.diary.changed") : sentenceOf(set.error)}</FieldError>
        </div>
      )}
    </form>
  );
}
