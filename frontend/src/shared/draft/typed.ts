// Fields whose last text nothing on this machine keeps; held weakly, for pages come and go.
let atRisk = new Set<WeakRef<HTMLInputElement | HTMLTextAreaElement>>();
let kept = 0;

/** noteKept tells that what is being typed now is kept on this machine, so that a reload loses nothing. useDraft calls it. */
export function noteKept(): void {
  kept += 1;
}

/** hasTyped reports whether a field on the screen holds text that somebody has typed and a reload would lose. */
export function hasTyped(): boolean {
  atRisk = new Set([...atRisk].filter((ref) => ref.deref()?.isConnected === true));
  return [...atRisk].some((ref) => ref.deref()?.value.trim() !== "");
}

/** watchTyping follows what is typed into the fields of the page. It returns how to stop. */
export function watchTyping(): () => void {
  let before = kept;
  // The field's own handler runs between the two, and with it useDraft.
  const begin = () => {
    before = kept;
  };
  const end = ({ target }: Event) => {
    if (!isText(target)) return;
    atRisk = new Set([...atRisk].filter((ref) => ref.deref() !== target));
    if (kept === before) atRisk.add(new WeakRef(target));
  };
  document.addEventListener("input", begin, { capture: true });
  document.addEventListener("input", end);
  return () => {
    document.removeEventListener("input", begin, { capture: true });
    document.removeEventListener("input", end);
  };
}

const notText = ["checkbox", "radio", "range", "file", "search", "password"];

function isText(target: unknown): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !notText.includes(target.type);
}
