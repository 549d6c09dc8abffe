/** monthsFrom lists the month of a day "2026-11-28" and those after it, n in all, as "2026-11". */
export function monthsFrom(day: string, n: number): string[] {
  const first = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: n }, (_, i) => {
    const month = first + i;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
