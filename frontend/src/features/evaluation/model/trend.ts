import type { Score } from "@/shared/api/types";

/** One month on a chart: x and y in its own units. */
export interface Point {
  period: string;
  x: number;
  y: number;
  provisional: boolean;
}

/** The field of a chart, in px. */
export interface Field {
  left: number;
  top: number;
  width: number;
  height: number;
}

const tenth = 10;
const usualLow = 50;

/** lowOf is where the scale of totals begins: at 50, or at the ten below the lowest total. Drawing only. */
export function lowOf(trend: Score["trend"]): number {
  const totals = trend.filter(({ total }) => total !== undefined).map(({ total }) => Number(total));
  return Math.min(usualLow, ...totals.map((total) => Math.floor(total / tenth) * tenth));
}

/** heightAt is where a total lies on a field whose scale goes from low to 100. */
export function heightAt(total: number, low: number, { top, height }: Field): number {
  return top + ((100 - total) / (100 - low)) * height;
}

/** pointsOf places the months that have a total: January at the left edge, December at the right. */
export function pointsOf(trend: Score["trend"], low: number, field: Field): Point[] {
  return trend
    .filter((month) => month.total !== undefined)
    .map(({ period, total, provisional }) => ({
      period,
      x: field.left + ((Number(period.slice(5)) - 1) / 11) * field.width,
      y: heightAt(Number(total), low, field),
      provisional,
    }));
}

/** segmentsOf joins neighbouring months; a segment that ends in a provisional month is dashed. */
export function segmentsOf(points: Point[]): { from: Point; to: Point; dashed: boolean }[] {
  return points.slice(1).map((to, i) => ({ from: points[i] as Point, to, dashed: to.provisional }));
}
