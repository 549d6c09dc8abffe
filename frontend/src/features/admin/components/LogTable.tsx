import { useToday } from "@/shared/api/today";
import type { LogEntry } from "@/shared/api/types";
import { dayOf, formatDayNear, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Log.module.css";

/** Props of LogTable; a name narrows the log to what that person did, an object to what was done with it. */
interface Props {
  items: LogEntry[];
  onBy: (person: string) => void;
  onObject: (object: LogEntry["object"]) => void;
}

/** LogTable is the lines of the system log with what changed from what to what. */
export function LogTable({ items, onBy, onObject }: Props) {
  const today = useToday()?.date ?? "";
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("admin.log.at")}</th>
          <th scope="col">{t("admin.log.by")}</th>
          <th scope="col">{t("admin.log.what")}</th>
          <th scope="col">{t("admin.log.object")}</th>
          <th scope="col">{t("admin.log.changes")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className={classes.at}>
              {formatTime(item.at)}
              <span className={classes.second}>{formatDayNear(dayOf(item.at), today)}</span>
            </td>
            <td>
              <button
                type="button"
                className={classes.link}
                title={t("admin.log.only.by", { name: item.by.name })}
                onClick={() => onBy(item.by.id)}
              >
                {item.by.name}
              </button>
              <span className={classes.second}>{item.by.title}</span>
            </td>
            <td>{item.what}</td>
            <td>
              <ObjectOf item={item} onObject={onObject} />
            </td>
            <td>
              <Changes item={item} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ObjectOf({ item, onObject }: { item: LogEntry; onObject: Props["onObject"] }) {
  const title = item.object.title ?? item.object.kind;
  return (
    <>
      <button
        type="button"
        className={classes.link}
        title={t("admin.log.only.object", { title })}
        onClick={() => onObject(item.object)}
      >
        {title}
      </button>
      {title !== item.object.kind && <span className={classes.second}>{item.object.kind}</span>}
    </>
  );
}

function Changes({ item }: { item: LogEntry }) {
  if (item.changes.length === 0 && item.reason === undefined) return null;
  return (
    <ul className={classes.changes}>
      {item.changes.map(({ field, from, to }) => (
        <li key={field}>
          <span className={classes.field}>{field}:</span>{" "}
          {from === undefined
            ? to
            : t("admin.log.change", { from, to: to === undefined || to === "" ? t("admin.log.nothing") : to })}
        </li>
      ))}
      {item.reason !== undefined && <li>{t("admin.log.reason", { reason: item.reason })}</li>}
    </ul>
  );
}
