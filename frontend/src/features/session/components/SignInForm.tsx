import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { useSignIn } from "../queries";
import { asksFactor, FactorInput } from "./FactorInput";

/** Props of SignInForm; login is fixed when the same person signs in again. */
interface Props {
  login: string;
  onLogin?: (login: string) => void;
  password: string;
  onPassword: (password: string) => void;
}

/** SignInForm asks for login and password; a failure is said under the password, never which of the two was wrong. */
export function SignInForm({ login, onLogin, password, onPassword }: Props) {
  const signIn = useSignIn();
  const [tried, setTried] = useState(false);
  const [factor, setFactor] = useState("");
  const asked = asksFactor(signIn.error);
  const complete = login.trim() !== "" && password !== "";

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (complete) signIn.mutate({ login, password, factor: factor.trim() || undefined });
  }

  const missing = (value: string) =>
    tried && value.trim() === "" ? <FieldError>{t("session.required")}</FieldError> : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t("session.login")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          readOnly={onLogin === undefined}
          onChange={(event) => onLogin?.(event.currentTarget.value)}
          error={missing(login)}
          data-autofocus={onLogin !== undefined || undefined}
        />
        <PasswordInput
          label={t("session.password")}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => onPassword(event.currentTarget.value)}
          error={
            missing(password) ??
            (signIn.isError && !asked ? <FieldError>{sentenceOf(signIn.error)}</FieldError> : undefined)
          }
          visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
          data-autofocus={onLogin === undefined || undefined}
        />
        {(asked || factor !== "") && (
          <FactorInput value={factor} onChange={setFactor} error={asked ? signIn.error : undefined} />
        )}
        <Button type="submit" fullWidth loading={signIn.isPending}>
          {t("session.signIn")}
        </Button>
      </Stack>
    </form>
  );
}
