import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import classes from "./ListBars.module.css";

/** Props of ChipMenu. */
interface Props<V extends string> {
  name: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** ChipMenu is one choice as a chip: its name in grey, its value in ink. */
export function ChipMenu<V extends string>({ name, value, options, onChange }: Props<V>) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden />}>
          <span className={classes.chipName}>{name}</span>
          {options.find((option) => option.value === value)?.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={value} onChange={(chosen) => onChange(chosen as V)}>
          {options.map((option) => (
            <Menu.RadioItem key={option.value} value={option.value} closeMenuOnClick>
              {option.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
