/** pastedFiles is the files that are pasted, each under a name that tells it from another. */
export function pastedFiles({ clipboardData }: ClipboardEvent): File[] {
  return [...(clipboardData?.files ?? [])].map(named);
}

/** named gives what is pasted from the screen a name that tells one from another. */
function named(file: File): File {
  if (file.name !== "image.png") return file;
  const when = new Date(file.lastModified).toISOString().slice(0, 19).replaceAll(/[T:]/g, "-");
  return new File([file], `anh-${when}.png`, { type: file.type });
}
