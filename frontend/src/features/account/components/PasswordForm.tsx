import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { NewPassword, passwordFault } from "@/features/session/components/NewPassword";
import { ApiProblem, fieldErrors, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";
import classes from "./Account.module.css";

const blank = { present: "", next: "" };

/** PasswordForm changes the own password; every other session ends with it. */
export function PasswordForm() {
  const [form, setForm] = useState(blank);
  const [tried, setTried] = useState(false);
  const change = useAccountAct(({ present, next }: typeof blank) => accountApi.changePassword(present, next));
  const weak = passwordFault(change.error);
  const wrong = change.error instanceof ApiProblem && change.error.code === "session.password";
  const other = change.isError && !wrong && weak === undefined ? sentenceOf(change.error) : undefined;
  const missing = (value: string) => (tried && value === "" ? t("session.required") : undefined);
  const fault = missing(form.present) ?? (wrong ? sentenceOf(change.error) : other);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (form.present === "" || form.next === "") return;
    change.mutate(form, {
      onSuccess: () => {
        setForm(blank);
        setTried(false);
        void toast(t("account.password.done"));
      },
    });
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="md">
        <PasswordInput
          label={t("account.password.present")}
          name="password"
          autoComplete="current-password"
          value={form.present}
          onChange={(event) => setForm({ ...form, present: event.currentTarget.value })}
          error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
          visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
        />
        <NewPassword
          value={form.next}
          onChange={(next) => setForm({ ...form, next })}
          error={missing(form.next) ?? weak ?? fieldErrors(change.error).next}
        />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t("account.password.act")}
          </Button>
          <span className={classes.second}>{t("account.password.others")}</span>
        </div>
      </Stack>
    </form>
  );
}
