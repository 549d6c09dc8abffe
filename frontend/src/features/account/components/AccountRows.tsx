import { ActionIcon, Checkbox, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useToday } from "@/shared/api/today";
import type { AccountRow } from "@/shared/api/types";
import { dayOf, formatDay, formatInstant, formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ResetDialog } from "../factor/ResetDialog";
import { stateIcon } from "../model/state";
import classes from "./Account.module.css";
import { type AccountAct, AccountActDialog } from "./AccountActDialog";

/** Props of AccountRows. */
interface Props {
  rows: AccountRow[];
  chosen: string[];
  onChoose: (people: string[]) => void;
  onCode: (person: string) => void;
  onMail: (person: string) => void;
}

/** AccountRows is the table of accounts, with the acts that its reader may do. */
export function AccountRows({ rows, chosen, onChoose, onCode, onMail }: Props) {
  const [acting, setActing] = useState<{ row: AccountRow; act: AccountAct | "factor" }>();
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("account.list.person")}</th>
            <th scope="col" data-wide>
              {t("account.staffNo")}
            </th>
            <th scope="col" data-wide>
              {t("account.list.unit")}
            </th>
            <th scope="col">{t("account.list.state")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.person}>
              <td>
                {row.can.code && (
                  <Checkbox
                    aria-label={t("account.code.choose", { name: row.name })}
                    checked={chosen.includes(row.person)}
                    onChange={(event) =>
                      onChoose(
                        event.currentTarget.checked
                          ? [...chosen, row.person]
                          : chosen.filter((one) => one !== row.person),
                      )
                    }
                  />
                )}
              </td>
              <th scope="row">
                {row.name}
                <span className={classes.second}>{row.title}</span>
              </th>
              <td data-wide>{row.staffNo}</td>
              <td data-wide>{row.unit.name}</td>
              <td>
                <State row={row} />
              </td>
              <td className={classes.acts}>
                <Acts
                  row={row}
                  onCode={() => onCode(row.person)}
                  onMail={() => onMail(row.person)}
                  onAct={(act) => setActing({ row, act })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {acting !== undefined &&
        (acting.act === "factor" ? (
          <ResetDialog row={acting.row} onClose={() => setActing(undefined)} />
        ) : (
          <AccountActDialog row={acting.row} act={acting.act} onClose={() => setActing(undefined)} />
        ))}
    </>
  );
}

function State({ row }: { row: AccountRow }) {
  const today = useToday()?.date;
  const Icon = stateIcon[row.state];
  const used = row.lastUsed;
  return (
    <>
      <span className={classes.state}>
        <Icon size={16} stroke={1.6} aria-hidden />
        {t(`account.state.${row.state}`)}
      </span>
      {row.factor && <span className={classes.second}>{t("account.list.factor")}</span>}
      {row.waiting !== undefined && (
        <span className={classes.second}>{t("account.list.waiting", { day: formatDay(dayOf(row.waiting)) })}</span>
      )}
      {row.letter !== undefined && (
        <span className={classes.second} data-late={row.letter.state === "failed" || row.letter.state === "unknown"}>
          {t(`account.letter.${row.letter.state}`, {
            to: row.letter.to,
            time: today === undefined ? formatInstant(row.letter.at) : formatInstantNear(row.letter.at, today),
          })}
        </span>
      )}
      {used !== undefined && (
        <span className={classes.second}>
          {t("account.list.used", {
            time: today === undefined ? formatInstant(used) : formatInstantNear(used, today),
            n: row.sessions,
          })}
        </span>
      )}
    </>
  );
}

/** Props of Acts. */
interface ActsProps {
  row: AccountRow;
  onCode: () => void;
  onMail: () => void;
  onAct: (act: AccountAct | "factor") => void;
}

function Acts({ row, onCode, onMail, onAct }: ActsProps) {
  const acts: [string, () => void][] = [];
  if (row.can.code) acts.push([t(row.state === "active" ? "account.code.reset" : "account.code.one"), onCode]);
  if (row.can.mail) acts.push([t(row.state === "active" ? "account.mail.reset" : "account.mail.one"), onMail]);
  if (row.can.state && row.factor) acts.push([t("account.factor.reset"), () => onAct("factor")]);
  if (row.can.state && row.version > 0) {
    const usable = row.state === "active" || row.state === "pending";
    if (row.sessions > 0) acts.push([t("account.act.sessions"), () => onAct("sessions")]);
    if (usable) acts.push([t("account.act.disabled"), () => onAct("disabled")]);
    if (!usable) acts.push([t("account.act.active"), () => onAct("active")]);
    if (row.state !== "closed") acts.push([t("account.act.closed"), () => onAct("closed")]);
  }
  if (acts.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("account.list.acts", { name: row.name })}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(([label, act]) => (
          <Menu.Item key={label} onClick={act}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
