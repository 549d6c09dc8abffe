import {
  Textarea as MantineTextarea,
  TextInput as MantineTextInput,
  type TextareaProps,
  type TextInputProps,
} from "@mantine/core";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { FieldError } from "./States";

/** What both fields below add to Mantine's: the text as it stands, and how many characters of it the server takes. */
interface Limited {
  value: string;
  maxLength: number;
}

/**
 * TextInput is a line of text with a limit. The browser's own limit cuts what is pasted without a word; here all of it
 * stays, the field says how much too long it is, and what would send it waits (see holdTooLong).
 */
export function TextInput({ maxLength, ...props }: Omit<TextInputProps, keyof Limited> & Limited) {
  return <MantineTextInput {...props} {...told(props.value, maxLength, props.error)} />;
}

/** Textarea is TextInput of several lines. */
export function Textarea({ maxLength, ...props }: Omit<TextareaProps, keyof Limited> & Limited) {
  return <MantineTextarea {...props} {...told(props.value, maxLength, props.error)} />;
}

/** lengthOf counts the characters of a text as the server does: composed (NFC), without blanks at both ends. */
export function lengthOf(text: string): number {
  return [...text.normalize("NFC").trim()].length;
}

/** told is what a field says of its length. */
function told(value: string, limit: number, error: TextInputProps["error"]) {
  const n = lengthOf(value);
  if (n <= limit) return { error };
  return {
    error: <FieldError>{t("tooLong", { n: formatQuantity(n), max: formatQuantity(limit) })}</FieldError>,
    "data-too-long": true,
  };
}

const sends =
  'button[type="submit"], button.mantine-Button-root[data-variant="filled"], button.mantine-Button-root:not([data-variant])';

/**
 * holdTooLong keeps what sends a form, a dialog or a page from being pressed while a field there is too long, and moves the
 * focus to that field instead. It returns how to stop.
 */
export function holdTooLong(): () => void {
  const hold = (event: Event) => {
    if (!(event.target instanceof Element)) return;
    const from = event.type === "submit" ? event.target : event.target.closest(sends);
    const field = from?.closest("form, [role=dialog], main")?.querySelector<HTMLElement>("[data-too-long]");
    if (field === null || field === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    (field.matches("input, textarea") ? field : field.querySelector<HTMLElement>("input, textarea"))?.focus();
  };
  document.addEventListener("click", hold, { capture: true });
  document.addEventListener("submit", hold, { capture: true });
  return () => {
    document.removeEventListener("click", hold, { capture: true });
    document.removeEventListener("submit", hold, { capture: true });
  };
}
