import { SegmentedControl } from "@mantine/core";
import classes from "./Choice.module.css";

/** Props of Choice: one setting among a few words. */
interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  data: { value: string; label: string }[];
}

/** Choice is a setting among a few words, each of them in view. */
export function Choice({ label, value, onChange, data }: Props) {
  return (
    <div>
      <div className={classes.label} aria-hidden>
        {label}
      </div>
      <SegmentedControl fullWidth size="xs" aria-label={label} value={value} onChange={onChange} data={data} />
    </div>
  );
}
