import type { ComboboxItem, OptionsFilter } from "@mantine/core";
import { fold } from "@/shared/format/name";

/** foldedOptions finds what holds every word of the search, with marks or without. */
export const foldedOptions: OptionsFilter = ({ options, search, limit }) => {
  const words = fold(search).split(/\s+/);
  return (options as ComboboxItem[])
    .filter(({ label }) => words.every((word) => fold(label).includes(word)))
    .slice(0, limit);
};
