import type { ReactNode } from "react";
import classes from "./Ring.module.css";

/** Props of Ring: values in percent of the whole; label is what the figure inside means, for those who do not see it. */
interface Props {
  sections: { value: number; color: string }[];
  label: string;
  children: ReactNode;
}

// The stroke is 7 of 76, drawn in a square of 76 whatever the text size.
const radius = 34.5;
const length = 2 * Math.PI * radius;

/**
 * Ring draws parts of a whole around a figure. Mantine's RingProgress does it too, but its tooltips alone are a tenth of
 * the script that the first screen may weigh.
 */
export function Ring({ sections, label, children }: Props) {
  const arcs = sections.map(({ value, color }, i) => ({
    color,
    arc: (Math.min(Math.max(value, 0), 100) / 100) * length,
    before: (sections.slice(0, i).reduce((sum, section) => sum + section.value, 0) / 100) * length,
  }));
  return (
    <div className={classes.ring} role="img" aria-label={label}>
      <svg viewBox="0 0 76 76" aria-hidden="true">
        <circle cx="38" cy="38" r={radius} className={classes.whole} />
        {arcs.map(
          ({ color, arc, before }) =>
            arc > 0 && (
              <circle
                key={color}
                cx="38"
                cy="38"
                r={radius}
                className={classes.part}
                stroke={color}
                strokeDasharray={`${arc} ${length - arc}`}
                strokeDashoffset={-before}
              />
            ),
        )}
      </svg>
      <div className={classes.figure} aria-hidden>
        {children}
      </div>
    </div>
  );
}
