import { useSessionStorage } from "@mantine/hooks";
import { useMe } from "@/shared/api/session";

const none: string[] = [];

/**
 * useLeft are the sources of prepared lines of a day that the author does not want. The desk and the diary share them, and
 * they survive a reload in this window; what is prepared and not unticked is sent.
 */
export function useLeft(date: string): [left: string[], setLeft: (left: string[]) => void] {
  const [left, setLeft] = useSessionStorage({
    key: `congvu.left.${useMe().id}.${date}`,
    defaultValue: none,
    getInitialValueInEffect: false,
  });
  return [left, setLeft];
}
