import { PasswordInput } from "@mantine/core";
import { ApiProblem, fieldErrors } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";

/** Props of Again; tried: it was sent without a password, error: what the server said of it. */
interface Props {
  value: string;
  onChange: (value: string) => void;
  tried: boolean;
  error: unknown;
}

/** Again asks for the password once more: an open screen alone changes nothing of the sign-in. */
export function Again({ value, onChange, tried, error }: Props) {
  const wrong = error instanceof ApiProblem && error.code === "session.password" ? error.message : undefined;
  const fault = tried && value === "" ? t("session.required") : (wrong ?? fieldErrors(error).password);
  return (
    <PasswordInput
      label={t("account.password.present")}
      name="password"
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
      visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
    />
  );
}
