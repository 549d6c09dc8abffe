import { t, tx } from "@/shared/i18n";
import classes from "./Grade.module.css";

const filled: Record<string, number> = { xuat_sac: 3, tot: 2, hoan_thanh: 1, khong_hoan_thanh: 0 };

/** GradeBars shows a grade as up to three small bars and its short word; colours belong to timeliness. */
export function GradeBars({ grade, missing }: { grade?: string; missing?: string }) {
  const n = grade === undefined ? 0 : (filled[grade] ?? 0);
  return (
    <span className={classes.grade} data-missing={grade === undefined || undefined}>
      <span className={classes.bars} aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={classes.bar} data-on={bar <= n || undefined} />
        ))}
      </span>
      {grade === undefined ? missing : gradeShort(grade)}
    </span>
  );
}

/** gradeShort is the word of a grade where its head says what it is: Xuất sắc, Tốt, Hoàn thành, Không hoàn thành. */
export function gradeShort(grade: string): string {
  return tx(`evaluation.grade.${grade}`, "evaluation.grade.unknown");
}

/** gradeName is the whole term of the law: Hoàn thành tốt nhiệm vụ. */
export function gradeName(grade: string): string {
  return grade in filled ? tx(`grade.${grade}`, "evaluation.grade.unknown") : t("evaluation.grade.unknown");
}
