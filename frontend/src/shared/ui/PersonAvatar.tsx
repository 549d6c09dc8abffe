import { initialsOf } from "@/shared/format/name";
import classes from "./ui.module.css";

/** PersonAvatar shows the initials of the middle and given name: grey, indigo for oneself. The name stands beside it. */
export function PersonAvatar({ name, own = false, size = 28 }: { name: string; own?: boolean; size?: number }) {
  return (
    <span
      className={`${classes.avatar} cv-noprint`}
      data-own={own || undefined}
      style={{ "--avatar-size": `${size / 16}rem` } as React.CSSProperties}
      aria-hidden
    >
      {initialsOf(name)}
    </span>
  );
}
