import { useMe } from "@/shared/api/session";
import type { Slip } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { PrintSheet } from "@/shared/ui/PrintSheet";
import classes from "./SlipsPrint.module.css";

/** perSheet is how many slips an A4 sheet holds: two columns of four, to be cut along the lines. */
const perSheet = 8;

/** SlipsPrint are the slips on paper, each with what its reader has to do. */
export function SlipsPrint({ slips }: { slips: Slip[] }) {
  const agency = useMe().unitPath[0]?.name;
  const sheets = Array.from({ length: Math.ceil(slips.length / perSheet) }, (_, i) =>
    slips.slice(i * perSheet, (i + 1) * perSheet),
  );
  return (
    <PrintSheet>
      {sheets.map((sheet) => (
        <div key={sheet[0]?.person} className={classes.sheet}>
          {sheet.map((slip) => (
            <article key={slip.person} className={classes.slip}>
              <header>
                <div>{agency}</div>
                <strong>{t("account.slip.title")}</strong>
              </header>
              <p className={classes.name}>{slip.name}</p>
              <p>{slip.unit.name}</p>
              <dl>
                <dt>{t("account.slip.login")}</dt>
                <dd>{slip.staffNo}</dd>
                <dt>{t("account.slip.code")}</dt>
                <dd className={classes.code}>{slip.code}</dd>
              </dl>
              <p className={classes.how}>{t("account.slip.how", { address: `${location.origin}/activate` })}</p>
              <p className={classes.how}>{t("account.slip.until", { time: formatInstant(slip.expires) })}</p>
            </article>
          ))}
        </div>
      ))}
    </PrintSheet>
  );
}
