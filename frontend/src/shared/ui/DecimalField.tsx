import { TextInput, type TextInputProps } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { type DecimalRule, readDecimal, steppedBy, writeDecimal } from "../format/decimalInput";
import classes from "./DecimalField.module.css";
import { FieldError } from "./States";

/** Props of DecimalField; value is undefined while no number that keeps to the rule stands there. */
interface Props extends DecimalRule, Omit<TextInputProps, "value" | "onChange" | "min" | "max" | "step" | "error"> {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** How far one press of an arrow goes, when not one step. */
  by?: number;
  /** What else is wrong, in words; a fault of what is typed comes first. */
  error?: string;
  /** Is told the fault in words, for a field too narrow to say it below itself. Must stay the same function. */
  onFault?: (fault: string | undefined) => void;
}

/**
 * DecimalField takes a number. What is typed stays as it is typed, whatever it is: a number out of bounds is shown with its
 * fault and never becomes another one.
 */
export function DecimalField(props: Props) {
  const { value, onChange, min, max, step, by = step, error, onFault, onBlur, onFocus, onKeyDown, ...rest } = props;
  const rule = { min, max, step };
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(writeDecimal(value));
  const [seen, setSeen] = useState(value);
  const [focused, setFocused] = useState(false);
  const read = readDecimal(text, rule);
  // Set from outside: full marks at one press, a form begun anew.
  if (value !== seen) {
    setSeen(value);
    if (value !== read.value) setText(writeDecimal(value));
  }
  const isDue = !focused || error !== undefined || read.unfinished !== true;
  const ownFault = isDue ? read.fault : undefined;
  useEffect(() => onFault?.(ownFault), [onFault, ownFault]);
  // A field that is gone has no fault.
  useEffect(() => () => onFault?.(undefined), [onFault]);

  const type = (typed: string) => {
    setText(typed);
    const next = readDecimal(typed, rule).value;
    if (next !== value) onChange(next);
  };
  const go = (way: 1 | -1) => {
    // Also a number that is refused is one to step from: 12 in a field of at most 10 steps down to 10.
    const from = readDecimal(text, { ...rule, min: -Infinity, max: Infinity }).value;
    type(writeDecimal(steppedBy(from, way * by, rule)));
  };
  const fault = ownFault ?? error;
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      ref={input}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onFocus={(event) => {
        setFocused(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setFocused(false);
        if (read.value !== undefined) setText(writeDecimal(read.value));
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        go(event.key === "ArrowUp" ? 1 : -1);
      }}
      error={fault !== undefined && (onFault === undefined ? <FieldError>{fault}</FieldError> : true)}
      rightSectionWidth="1.5rem"
      rightSectionPointerEvents="all"
      rightSection={
        <Arrows
          onStep={(way) => {
            input.current?.focus();
            go(way);
          }}
        />
      }
    />
  );
}

/** Arrows are for the mouse: the arrow keys do the same, so nothing is read out or reached by Tab. */
function Arrows({ onStep }: { onStep: (way: 1 | -1) => void }) {
  return (
    // Pressing an arrow must not take the focus out of the field.
    <div className={classes.arrows} aria-hidden onMouseDown={(event) => event.preventDefault()}>
      <button type="button" tabIndex={-1} className={classes.arrow} data-way="up" onClick={() => onStep(1)}>
        <IconChevronUp size={12} stroke={1.8} />
      </button>
      <button type="button" tabIndex={-1} className={classes.arrow} data-way="down" onClick={() => onStep(-1)}>
        <IconChevronDown size={12} stroke={1.8} />
      </button>
    </div>
  );
}
