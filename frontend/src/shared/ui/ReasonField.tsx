import { Button } from "@mantine/core";
import { t } from "@/shared/i18n";
import { FieldError } from "./States";
import { Textarea } from "./Text";
import classes from "./ui.module.css";

/** Fewest characters of a reason; the server asks for as many. */
export const reasonMin = 10;

/** Props of ReasonField. */
interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Whole sentences that a click puts into the box. */
  suggestions?: string[];
  /** Show the fault: after the first try to send, not while the person begins to type. */
  tried?: boolean;
  error?: string;
}

/** isReason reports whether a reason is long enough, blanks at both ends not counted. */
export function isReason(text: string): boolean {
  return [...text.trim()].length >= reasonMin;
}

/** ReasonField asks for a reason (lý do) of at least ten characters, with suggestions. */
export function ReasonField({ label, value, onChange, suggestions = [], tried = false, error }: Props) {
  const short =
    tried && !isReason(value) ? t("reason.short", { min: reasonMin, n: [...value.trim()].length }) : undefined;
  const fault = error ?? short;
  return (
    <div>
      <Textarea
        label={label}
        required
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
      />
      {suggestions.length > 0 && (
        <div className={classes.suggestions}>
          {suggestions.map((text) => (
            <Button key={text} variant="default" size="xs" onClick={() => onChange(text)}>
              {text}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
