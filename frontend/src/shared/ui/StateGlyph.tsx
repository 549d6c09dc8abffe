import { VisuallyHidden } from "@mantine/core";
import type { TaskState } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./ui.module.css";

/** Props of StateGlyph; say: the word is read out because it does not stand beside the glyph. */
interface Props {
  state: TaskState;
  size?: number;
  say?: boolean;
}

/**
 * StateGlyph draws where a task is in its life, in ink only: dashed draft, empty assigned, half in progress, four
 * fifths submitted, two bars paused, filled with a tick completed, cross recalled or cancelled.
 */
export function StateGlyph({ state, size = 16, say = false }: Props) {
  return (
    <>
      <svg
        className={classes.glyph}
        width={size}
        height={size}
        viewBox="0 0 16 16"
        data-state={state}
        aria-hidden="true"
      >
        {shapes[state]}
      </svg>
      {say && <VisuallyHidden>{t(`state.${state}`)}</VisuallyHidden>}
    </>
  );
}

/** stateWord returns the term for a state: Nháp, Chờ tiếp nhận, Đang thực hiện … */
export function stateWord(state: TaskState): string {
  return t(`state.${state}`);
}

const ring = <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const cross = (
  <>
    {ring}
    <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
  </>
);
const shapes: Record<TaskState, React.ReactNode> = {
  draft: <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.3 2.3" />,
  assigned: ring,
  in_progress: (
    <>
      {ring}
      <path d="M8 3.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
    </>
  ),
  submitted: (
    <>
      {ring}
      <path d="M8 8V3.4A4.6 4.6 0 1 1 3.6 6.6z" fill="currentColor" />
    </>
  ),
  paused: (
    <>
      {ring}
      <path d="M6.4 5.4v5.2M9.6 5.4v5.2" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  completed: (
    <>
      <circle cx="8" cy="8" r="7.2" fill="currentColor" />
      <path
        d="M4.9 8.2l2.2 2.2 4-4.4"
        fill="none"
        stroke="var(--cv-surface)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  recalled: cross,
  cancelled: cross,
};
