import { Button, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { Me } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";
import classes from "./Account.module.css";

/** ContactForm changes the own e-mail and phone. What is typed stays until it is saved. */
export function ContactForm({ me }: { me: Me }) {
  const was = { email: me.email ?? "", phone: me.phone ?? "" };
  const [form, setForm] = useState(was);
  const save = useAccountAct(accountApi.saveContact);
  const errors = fieldErrors(save.error);
  const other = save.isError && !errors.email && !errors.phone ? sentenceOf(save.error) : undefined;
  const same = form.email.trim() === was.email && form.phone.trim() === was.phone;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (same) return;
    save.mutate(
      { version: me.version, email: form.email.trim(), phone: form.phone.trim() },
      { onSuccess: () => void toast(t("account.contact.done")) },
    );
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t("account.email")}
          description={t("account.contact.hint")}
          type="email"
          name="email"
          autoComplete="email"
          maxLength={254}
          value={form.email}
          onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
          error={errors.email === undefined ? undefined : <FieldError>{errors.email}</FieldError>}
        />
        <TextInput
          label={t("account.phone")}
          type="tel"
          name="tel"
          autoComplete="tel"
          maxLength={30}
          value={form.phone}
          onChange={(event) => setForm({ ...form, phone: event.currentTarget.value })}
          error={errors.phone === undefined ? undefined : <FieldError>{errors.phone}</FieldError>}
        />
        {other !== undefined && <FieldError>{other}</FieldError>}
        <div>
          <Button type="submit" variant="default" loading={save.isPending} disabled={same}>
            {t("account.contact.act")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
