import type { Score } from "@/shared/api/types";
import { formatPlain } from "../model/decimal";
import { bandsOf } from "../model/score";
import { gradeShort } from "./GradeBars";
import classes from "./ScoreHead.module.css";

/** BandBar draws the bands of the grades on the scale of 100, the one reached filled, the total as a tick. */
export function BandBar({ bands, total, grade }: { bands: Score["bands"]; total: string; grade?: string }) {
  return (
    <div className={classes.bands} aria-hidden>
      {bandsOf(bands).map((band) => {
        const width = Number(band.to) - Number(band.from);
        const reached = Number(total) - Number(band.from);
        const here = band.grade === grade;
        return (
          <div key={band.grade} className={classes.band} style={{ flexGrow: width }} data-here={here || undefined}>
            <div className={classes.track}>
              {here && reached >= 0 && reached <= width && (
                <span className={classes.tick} style={{ left: `${(reached / width) * 100}%` }} />
              )}
            </div>
            <span className={classes.bandText}>
              {formatPlain(band.from)} <span className={classes.bandWord}>{gradeShort(band.grade)}</span>
            </span>
          </div>
        );
      })}
    </div>
  );
}
