import { t } from "@/shared/i18n";
import classes from "./Parts.module.css";

/** Props of ShareBar; parts: the lead's first. */
interface Props {
  parts: { name: string; share: number }[];
}

/** ShareBar shows how work is divided, the lead's part darkest; it is read out in words. */
export function ShareBar({ parts }: Props) {
  const counted = parts.filter(({ share }) => share > 0);
  return (
    <div
      className={classes.bar}
      role="img"
      aria-label={t("task.part.bar", { parts: counted.map(({ name, share }) => `${name} ${share}%`).join(", ") })}
    >
      {counted.map(({ name, share }, i) => (
        <span
          key={name}
          style={{ flexGrow: share }}
          data-lead={i === 0 || undefined}
          data-even={i % 2 === 0 || undefined}
        />
      ))}
    </div>
  );
}
