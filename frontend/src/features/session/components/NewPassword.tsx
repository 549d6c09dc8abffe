import { PasswordInput } from "@mantine/core";
import { ApiProblem } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";

/** Props of NewPassword; error is the sentence of the server or of an empty field. */
interface Props {
  value: string;
  onChange: (value: string) => void;
  error?: string;
}

/** NewPassword is the field in which somebody chooses a password: once, for it can be made readable. */
export function NewPassword({ value, onChange, error }: Props) {
  return (
    <PasswordInput
      label={t("session.newPassword")}
      description={t("session.newPassword.hint")}
      name="new-password"
      autoComplete="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error === undefined ? undefined : <FieldError>{error}</FieldError>}
      visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
    />
  );
}

/** passwordFault is what is wrong with a chosen password: the rule as a sentence, where the field itself says only "not valid". */
export function passwordFault(error: unknown): string | undefined {
  return error instanceof ApiProblem && error.code.startsWith("session.password_") ? error.message : undefined;
}
