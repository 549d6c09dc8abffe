import { Button } from "@mantine/core";
import { IconAlertCircle, IconLock, IconRefresh, type TablerIcon } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { isForbidden, referenceOf, sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import classes from "./ui.module.css";

/** EmptyState says why there is nothing and offers one next step. */
export function EmptyState(props: { icon: TablerIcon; title: string; text?: string; action?: ReactNode }) {
  const { icon: Icon, title, text, action } = props;
  return (
    <div className={classes.empty}>
      <Icon size={32} stroke={1.4} className={classes.emptyIcon} aria-hidden />
      <p className={classes.emptyTitle}>{title}</p>
      {text !== undefined && <span>{text}</span>}
      {action !== undefined && <div className={classes.emptyAction}>{action}</div>}
    </div>
  );
}

/** useSlow turns true when waiting has lasted 300 ms: a quick answer must not flash. */
function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

// Widths of the title and of the second line, so that the rows do not look ruled.
const boneWidths = [
  [62, 31],
  [52, 26],
  [70, 34],
  [47, 23],
  [58, 30],
  [53, 27],
];

/** SkeletonRows keeps the place of a list of two-line rows, fading down, once loading has lasted 300 ms. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const slow = useSlow();
  return (
    <div className={classes.skeleton} role="status" aria-label={t("loading")}>
      {slow &&
        Array.from({ length: rows }, (_, i) => boneWidths[i % boneWidths.length] ?? []).map(([title, second], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
          <div key={i} className={classes.skeletonRow}>
            <div className={classes.bone} style={{ width: "1rem", height: "1rem", borderRadius: "50%" }} />
            <div style={{ flex: 1 }}>
              <div className={classes.bone} style={{ width: `${title}%` }} />
              <div className={classes.bone} style={{ width: `${second}%`, marginTop: "0.5rem", opacity: 0.7 }} />
            </div>
            <div className={classes.bone} style={{ width: "5rem" }} />
          </div>
        ))}
    </div>
  );
}

/** Props of ErrorState. */
interface ErrorProps {
  /** What did not happen: "Chưa gửi được báo cáo tiến độ". */
  title: string;
  error: unknown;
  onRetry?: () => void;
  retryLabel?: string;
  /** Set where text was typed: says that it is still there. */
  textIsSafe?: boolean;
  /** An act failed which can be tried again; without it `onRetry` loads what was to be shown. */
  act?: boolean;
}

/**
 * ErrorState says what did not happen, that nothing typed is lost, and offers one button and the reference code. What the reader's
 * posts do not open did not fail: that is said, and nothing is offered, for asking again changes nothing.
 */
export function ErrorState({ title, error, onRetry, retryLabel, textIsSafe = false, act = false }: ErrorProps) {
  if (isForbidden(error) && onRetry !== undefined && !act) {
    return (
      <div role="alert">
        <EmptyState icon={IconLock} title={t("error.forbidden")} text={t("error.forbiddenText")} />
      </div>
    );
  }
  const reference = referenceOf(error);
  return (
    <div className={classes.error} role="alert">
      <IconAlertCircle size={20} className={classes.errorIcon} aria-hidden />
      <div>
        <p className={classes.errorTitle}>{title}</p>
        <p className={classes.errorText}>
          {sentenceOf(error)} {textIsSafe && t("error.textIsSafe")}
        </p>
        <div className={classes.errorFoot}>
          {onRetry !== undefined && (
            <Button leftSection={<IconRefresh size={16} />} onClick={onRetry}>
              {retryLabel ?? t("retry")}
            </Button>
          )}
          {reference !== undefined && (
            <span className={classes.reference}>{t("error.reference", { id: reference })}</span>
          )}
        </div>
      </div>
    </div>
  );
}

/** FieldError is the content of an input's `error`: icon and sentence. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <span className={classes.fieldError}>
      <IconAlertCircle size={14} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

/** Note is a quiet remark on sunken ground: a lock and why, something provisional, a risk. */
export function Note({ icon: Icon, children }: { icon: TablerIcon; children: ReactNode }) {
  return (
    <div className={classes.note}>
      <Icon size={16} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
