import { Modal, type ModalProps } from "@mantine/core";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { t } from "@/shared/i18n";

/** Dialog is every dialog of the app: DialogBody in Mantine's Modal, with a named cross to close it. */
export function Dialog({ children, ...props }: ModalProps) {
  return (
    <Modal closeButtonProps={{ "aria-label": t("close") }} {...props}>
      <DialogBody>{children}</DialogBody>
    </Modal>
  );
}

/**
 * DialogBody gives a dialog its habits by keyboard: its first field, else its main button has the focus when it opens and
 * when what was being loaded is there, never the cross; Ctrl/⌘ + Enter does what its filled button does, from wherever the
 * focus is.
 */
export function DialogBody({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  // Before Mantine's focus trap looks for where to begin, so that it finds the mark.
  useLayoutEffect(() => {
    const body = ref.current;
    if (body !== null) begin(body)?.setAttribute("data-autofocus", "");
  }, []);
  useEffect(() => {
    const body = ref.current;
    const dialog = body?.closest<HTMLElement>('[role="dialog"]');
    if (body === null || !dialog) return;
    const onKey = (event: KeyboardEvent) => {
      touched = true;
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented)
        return;
      event.preventDefault();
      mainButton(body)?.click();
    };
    // Once somebody has touched the dialog the focus is theirs.
    let touched = false;
    const onPointer = () => {
      touched = true;
    };
    const loaded = new MutationObserver(() => {
      if (!touched && !body.contains(document.activeElement)) begin(body)?.focus({ preventScroll: true });
    });
    dialog.addEventListener("keydown", onKey);
    dialog.addEventListener("pointerdown", onPointer);
    loaded.observe(body, { childList: true, subtree: true });
    return () => {
      dialog.removeEventListener("keydown", onKey);
      dialog.removeEventListener("pointerdown", onPointer);
      loaded.disconnect();
    };
  }, []);
  return <div ref={ref}>{children}</div>;
}

const fields = 'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), select:not(:disabled)';

/** begin is where the work in a dialog begins: what it marks itself, its first field, its main button. */
function begin(body: HTMLElement): HTMLElement | null {
  const marked = body.querySelector<HTMLElement>("[data-autofocus]");
  const first = body.querySelector<HTMLInputElement>(fields);
  // Of a group of radio buttons the one that is chosen stands for the group.
  const chosen = first?.type === "radio" ? body.querySelector<HTMLElement>('input[type="radio"]:checked') : null;
  return marked ?? chosen ?? first ?? mainButton(body);
}

// Mantine writes a variant on a button only where one was named; unnamed it is filled.
const filled = ['[data-variant="filled"]', ":not([data-variant])"].map((kind) => `button.mantine-Button-root${kind}`);

/** mainButton is the one filled button of a dialog, where it can be pressed: what sends its form, else the last of them. */
export function mainButton(body: HTMLElement): HTMLElement | null {
  const submit = body.querySelector<HTMLElement>('button[type="submit"]:not(:disabled)');
  const all = filled.flatMap((kind) => [...body.querySelectorAll<HTMLElement>(`${kind}:not(:disabled)`)]);
  return submit ?? all.at(-1) ?? null;
}
