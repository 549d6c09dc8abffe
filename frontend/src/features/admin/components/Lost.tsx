import { Button } from "@mantine/core";
import { IconMailCheck, IconMailOff, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sentenceOf } from "@/shared/api/problem";
import type { LostLetter } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { lostQuery, useSendAgain } from "../queries";
import classes from "./Plan.module.css";

/** Lost is Thư chưa tới: the letters that failed or may have, each with what the mail server said and a button to send it again. */
export function Lost() {
  const lost = useQuery(lostQuery());
  if (lost.isPending) return <SkeletonRows rows={4} />;
  if (lost.data === undefined) {
    return <ErrorState title={t("admin.lost.failed")} error={lost.error} onRetry={() => void lost.refetch()} />;
  }
  if (lost.data.items.length === 0) {
    return lost.data.set ? (
      <EmptyState icon={IconMailCheck} title={t("admin.lost.empty.title")} text={t("admin.lost.empty.text")} />
    ) : (
      <EmptyState icon={IconMailOff} title={t("admin.lost.unset.title")} text={t("admin.lost.unset.text")} />
    );
  }
  return (
    <>
      <p className={classes.note}>{t("admin.lost.note")}</p>
      <ul className={classes.list}>
        {lost.data.items.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
      </ul>
    </>
  );
}

function Letter({ letter }: { letter: LostLetter }) {
  const again = useSendAgain();
  const name = letter.to.name;
  return (
    <li className={classes.letter}>
      <span>
        <strong className={classes.name}>{name}</strong> · {letter.mail}
        <span className={classes.second}>
          {t(`admin.lost.kind.${letter.kind}`)}.{" "}
          {t(letter.state === "unknown" ? "admin.lost.unknown" : "admin.lost.not")}
          {letter.ended !== undefined && `, ${formatInstant(letter.ended)}`}
        </span>
        {letter.fault !== undefined && <span className={classes.second}>{letter.fault}</span>}
      </span>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} />}
        aria-label={t("admin.lost.again.of", { name })}
        loading={again.isPending}
        onClick={() =>
          again.mutate(letter.id, {
            onSuccess: () => void toast(t("admin.lost.sent", { name })),
            onError: (error) => void toast(`${t("admin.job.refused")}: ${sentenceOf(error)}`),
          })
        }
      >
        {t("admin.lost.again")}
      </Button>
    </li>
  );
}
