// The sample is loaded once for the whole run; each file works on a copy of its own.
import { dataFolder, removeFolder, start } from "./server";

// now is when every file begins: Thursday 29/10/2026, 15:00, two days before the month ends.
export const now = "2026-10-29T15:00:00+07:00";

export default async function loadSample(): Promise<() => void> {
  const given = process.env.CONGVU_E2E_SAMPLE; // a folder loaded before, to try one file again quickly
  if (given) return () => {};
  const folder = dataFolder();
  const product = await start(folder, now);
  await product.stop();
  process.env.CONGVU_E2E_SAMPLE = folder;
  return () => removeFolder(folder);
}
