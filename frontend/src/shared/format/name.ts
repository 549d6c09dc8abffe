/** initialsOf returns the initials of the middle and the given name: Nguyễn Thị Lan → TL. */
export function initialsOf(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.charAt(0).toLocaleUpperCase("vi"))
    .join("");
}

/** fold removes diacritics and case for searching: "Đức" → "duc". It is never used for display. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** byGivenName orders names as Vietnamese lists do: given name first, then the rest. */
export function byGivenName(a: string, b: string): number {
  const given = (name: string) => name.trim().split(/\s+/).at(-1) ?? "";
  return given(a).localeCompare(given(b), "vi") || a.localeCompare(b, "vi");
}
