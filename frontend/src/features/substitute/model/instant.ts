/** instantOf is the instant of a day and a time "HH:MM" of Viet Nam, which is seven hours ahead all year; undefined for no such. */
export function instantOf(day: string, time: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  const at = new Date(`${day}T${time}:00+07:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
