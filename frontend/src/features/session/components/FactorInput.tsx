import { TextInput } from "@mantine/core";
import { ApiProblem, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";

/** asksFactor reports whether a sign-in was refused for its code of the second factor, or for want of one. */
export function asksFactor(error: unknown): boolean {
  return error instanceof ApiProblem && error.code.startsWith("factor.");
}

/** Props of FactorInput; error: why the code is asked for, or is not good. */
interface Props {
  value: string;
  onChange: (value: string) => void;
  error: unknown;
}

/** FactorInput takes the code of the second factor; it has the focus as soon as it is there. */
export function FactorInput({ value, onChange, error }: Props) {
  return (
    <TextInput
      label={t("session.factor")}
      autoComplete="one-time-code"
      autoFocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error === undefined ? undefined : <FieldError>{sentenceOf(error)}</FieldError>}
    />
  );
}
