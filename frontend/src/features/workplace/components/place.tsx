import { IconBeach, IconBuilding, IconHome, IconMapPin, type TablerIcon } from "@tabler/icons-react";
import type { WorkCell } from "@/shared/api/types";
import { t } from "@/shared/i18n";

/** placeIcons are the signs of the four places. */
export const placeIcons: Record<WorkCell["place"], TablerIcon> = {
  remote: IconHome,
  office: IconBuilding,
  field: IconMapPin,
  off: IconBeach,
};

/** cellText says where somebody is and by which paper: what the tooltip of a cell and a screen reader tell. */
export function cellText(cell: WorkCell): string {
  const place = t(`place.${cell.asked ? "remote" : cell.place}`);
  const parts = [cell.asked ? t("work.cell.asked", { place, code: cell.paper }) : place];
  if (cell.cause !== undefined) parts.push(t(`work.cause.${cell.cause}`));
  if (!cell.asked && cell.paper !== undefined) parts.push(cell.paper);
  if (cell.by === "diary") parts.push(t("work.cell.diary"));
  if (cell.diary !== undefined) parts.push(t("work.cell.differs", { place: t(`place.${cell.diary}`) }));
  return parts.join(", ");
}

/** paperText is the paper that says so, in a list: its number, that none is needed, or that there is none. */
export function paperText(cell: WorkCell): string {
  const parts = [];
  if (cell.paper !== undefined && !cell.asked) parts.push(cell.paper);
  if (cell.cause !== undefined) parts.push(t(`work.cause.${cell.cause}`));
  if (cell.by === "diary") parts.push(t("work.cell.noPaper"));
  if (parts.length === 0) parts.push(cell.place === "office" ? t("work.cell.none") : t("work.cell.hidden"));
  if (cell.diary !== undefined) parts.push(t("work.cell.differs", { place: t(`place.${cell.diary}`) }));
  return parts.join(", ");
}
