const place = (person: string) => `congvu.waits.${person}`;

/** noteWaits notes of which days of a person's diary something waits on this device, for screens that do not read the queue. */
export function noteWaits(person: string, dates: string[]): void {
  try {
    if (dates.length === 0) localStorage.removeItem(place(person));
    else localStorage.setItem(place(person), dates.join(" "));
  } catch {
    // Full or forbidden: the day's own page still knows.
  }
}

/** waitsHere reports whether something of a day of a person's diary waits on this device to be sent. */
export function waitsHere(person: string, date: string): boolean {
  return (localStorage.getItem(place(person)) ?? "").split(" ").includes(date);
}
